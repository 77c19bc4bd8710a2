import { Button, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../components/Icon";
import { PeoplePicker, type PickerProps } from "./PeoplePicker";
import type { Choice } from "./types";

interface Props extends Pick<PickerProps, "kinds" | "source" | "taken"> {
  onPick: (choice: Choice) => void;
  /** What opens it; a small button when absent. */
  children?: ReactNode;
  /** Of that button. */
  label?: string;
  /** Stays open for the next one. */
  several?: boolean;
  /** Where the page opens it, too. */
  opened?: boolean;
  onOpened?: (open: boolean) => void;
}

/** A button that opens a picker over the page; each click in it picks one. */
export function PickerButton({ onPick, children, label, several, opened, onOpened, ...picker }: Props) {
  const { t } = useTranslation("picker");
  const [own, setOwn] = useState(false);
  const open = opened ?? own;
  const setOpen = onOpened ?? setOwn;
  const pick = ([choice]: Choice[]) => {
    if (!choice) return;
    if (!several) setOpen(false);
    onPick(choice);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <div className="pk-over">
          <PeoplePicker {...picker} value={NOTHING} limit={1} compact onChange={pick} />
        </div>
      }
    >
      {children ?? (
        <Button size="small" icon={<Icon name="plus" size="small" />}>
          {label ?? t("add")}
        </Button>
      )}
    </Popover>
  );
}

/** Each pick is told at once, and kept by whoever asked. */
const NOTHING: readonly Choice[] = [];
