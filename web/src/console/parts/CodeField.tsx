import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

interface Props {
  id: string;
  value: string;
  onChange: (code: string) => void;
  autoFocus?: boolean;
}

/** Takes a code of the second factor, which whoever has one gives before what is not easily taken back. */
export function CodeField({ id, value, onChange, autoFocus }: Props) {
  const { t } = useTranslation("console");
  return (
    <Form.Item label={t("admin.creatorCode")} htmlFor={id}>
      <Input
        id={id}
        autoFocus={autoFocus}
        autoComplete="one-time-code"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Form.Item>
  );
}
