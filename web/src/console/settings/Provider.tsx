import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { own, read } from "../api/own";
import { valid } from "../parts/valid";

/** What signs in the organization's own accounts; nothing where there is none. */
interface Provider {
  issuer?: string;
  clientId?: string;
  scope?: string;
  claim?: string;
}

const PATH = "console/sign-in-provider";

function ProviderForm({ stored, onDone }: { stored: Provider; onDone: () => void }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const [form] = Form.useForm<Provider & { clientSecret?: string }>();
  const save = async () => {
    const given = await valid(form);
    if (!given) return;
    if (await act({ text: t("done.setting", { label: t("provider.title") }), run: () => own("PUT", PATH, given) }))
      onDone();
  };
  const field = (name: "issuer" | "clientId" | "scope" | "claim", needed: boolean, placeholder?: string) => (
    <Form.Item
      name={name}
      label={t(`provider.${name}`)}
      extra={t(`provider.${name}More`)}
      rules={[{ required: needed, whitespace: true, message: t("form.required", { label: t(`provider.${name}`) }) }]}
    >
      <Input className="ob-mono" autoComplete="off" maxLength={500} placeholder={placeholder} />
    </Form.Item>
  );
  return (
    <Form form={form} layout="vertical" initialValues={stored} onFinish={save} requiredMark={false}>
      {field("issuer", true, "https://login.example.com")}
      {field("clientId", true)}
      <Form.Item name="clientSecret" label={t("provider.clientSecret")} extra={t("provider.clientSecretMore")}>
        <Input.Password autoComplete="new-password" maxLength={500} />
      </Form.Item>
      {field("scope", false, "openid profile")}
      {field("claim", false, "preferred_username")}
      <div className="oc-several">
        <Button type="primary" htmlType="submit">
          {t("save")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </Form>
  );
}

/** The organization's own OpenID Connect provider: shown, set, changed, taken away. */
export function Provider() {
  const { t } = useTranslation("console");
  const act = useAct();
  const [editing, setEditing] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["provider"],
    queryFn: () => read<Provider>(PATH),
    retry: false,
  });
  const remove = () => act({ text: t("done.providerRemoved"), run: () => own("DELETE", PATH) });
  return (
    <section aria-label={t("provider.title")}>
      <h2 className="oc-h3 oc-hint">{t("provider.title")}</h2>
      <p className="ob-2 ob-sm">{t("provider.more")}</p>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={2} height={34} />
      ) : editing ? (
        <ProviderForm stored={data} onDone={() => setEditing(false)} />
      ) : data.issuer ? (
        <>
          <dl className="oc-kv">
            {(["issuer", "clientId", "scope", "claim"] as const).map((name) => (
              <div key={name} className="oc-contents">
                <dt>{t(`provider.${name}`)}</dt>
                <dd className="ob-mono">{data[name]}</dd>
              </div>
            ))}
          </dl>
          <div className="oc-several">
            <Button size="small" onClick={() => setEditing(true)}>
              {t("provider.change")}
            </Button>
            <Button size="small" type="text" danger onClick={remove}>
              {t("provider.remove")}
            </Button>
          </div>
        </>
      ) : (
        <Button size="small" onClick={() => setEditing(true)}>
          {t("provider.set")}
        </Button>
      )}
    </section>
  );
}
