import { Button } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { PICTURE_TYPES, photoOf } from "../picture";

interface Props {
  /** Whether there is a picture. */
  has: boolean;
  /** Sets a picture in base64; empty takes it away. */
  onSet: (picture: string) => unknown;
  /** What was chosen is no picture: told why. */
  onWrong: (why: string) => unknown;
  size?: "small" | "large";
}

/** Chooses a picture of the device, or takes the one away that there is. */
export function PhotoButtons({ has, onSet, onWrong, size = "small" }: Props) {
  const { t } = useTranslation("shared");
  const file = useRef<HTMLInputElement>(null);
  const chosen = async (picked?: File) => {
    if (file.current) file.current.value = "";
    if (!picked) return;
    const picture = await photoOf(picked);
    if (picture) onSet(picture);
    else onWrong(t("photo.wrong"));
  };
  return (
    <>
      <input
        ref={file}
        type="file"
        hidden
        accept={PICTURE_TYPES.join()}
        aria-label={t("photo.choose")}
        onChange={(event) => chosen(event.target.files?.[0])}
      />
      <Button className="oc-touch" size={size} onClick={() => file.current?.click()}>
        {t("photo.choose")}
      </Button>
      {has && (
        <Button className="oc-touch" size={size} type="text" onClick={() => onSet("")}>
          {t("photo.remove")}
        </Button>
      )}
    </>
  );
}
