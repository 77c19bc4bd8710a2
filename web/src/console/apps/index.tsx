import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { ThingMark } from "../../shared/components/ThingMark";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { valid } from "../parts/valid";
import { PageBar } from "../shell/PageBar";
import { AppPage } from "./AppPage";
import { makeApp, type Secret, useApps } from "./api";
import { SecretOnce } from "./SecretOnce";

/** What a new app may at first, as far as whoever makes it may give it. */
const FIRST_POINTS = ["qyapi_base", "qyapi_get_member", "qyapi_get_department_list", "qyapi_get_department_member"];

interface NewAppProps {
  open: boolean;
  beyondPoints: readonly string[];
  onClose: () => void;
  onMade: (secret: Secret) => void;
}

function NewApp({ open, beyondPoints, onClose, onMade }: NewAppProps) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const given = await valid(form);
    if (!given) return;
    const { name } = given;
    setBusy(true);
    try {
      const made = await makeApp({
        name,
        points: FIRST_POINTS.filter((point) => !beyondPoints.includes(point)),
      });
      await queries.invalidateQueries({ queryKey: ["apps"] });
      onClose();
      onMade(made);
    } catch (error) {
      message.error(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={t("app.new")}
      okText={t("app.make")}
      confirmLoading={busy}
      onOk={save}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="ob-2">{t("app.newMore")}</p>
      <Form form={form} layout="vertical" preserve={false} onFinish={save} requiredMark={false}>
        <Form.Item
          name="name"
          label={t("app.name")}
          rules={[{ required: true, whitespace: true, message: t("form.required", { label: t("app.name") }) }]}
        >
          <Input maxLength={64} autoFocus autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Apps and their callbacks. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const { data: told, error, refetch } = useApps();
  const data = told?.apps;
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<Secret>();
  const chosen = data?.find((app) => app.appKey === get("app"));
  const list = useList({
    ids: chosen ? [] : (data?.map((app) => app.appKey) ?? []),
    onOpen: (app) => set({ app }),
    onClose: () => undefined,
  });
  if (chosen)
    return <AppPage key={chosen.appKey} app={chosen} onBack={() => set({ app: undefined, tab: undefined })} />;
  return (
    <>
      <PageBar title={t("page.apps")} fact={data && t("app.count", { count: data.length })}>
        <Button type="primary" size="small" icon={<Icon name="plus" size="small" />} onClick={() => setMaking(true)}>
          {t("app.new")}
        </Button>
      </PageBar>
      <div className="ob-scroll">
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : !data ? (
          <SkeletonRows height={56} />
        ) : data.length === 0 ? (
          <EmptyState title={t("app.none")} action={<Button onClick={() => setMaking(true)}>{t("app.new")}</Button>}>
            {t("app.noneMore")}
          </EmptyState>
        ) : (
          <ul className="oc-rows">
            {data.map((app) => (
              <li key={app.appKey} {...list.row(app.appKey)}>
                <button type="button" className="oc-line-row" {...list.opens(app.appKey)}>
                  <ThingMark icon="plug" size={36} />
                  <span className="ob-grow">
                    <strong className="ob-ell oc-block">{app.name}</strong>
                    <span className="ob-mono ob-3 ob-sm ob-ell oc-block">{app.appKey}</span>
                  </span>
                  <span className="ob-3 ob-sm oc-hide-narrow">
                    {t("app.facts", {
                      permissions: app.allPoints ? t("app.allPoints") : t("app.points", { count: app.points.length }),
                      scope: app.scope.deptIds.includes(1) ? t("app.everybody") : t("app.scoped"),
                    })}
                  </span>
                  <Icon name="chev" size="small" />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <NewApp
        open={making}
        beyondPoints={told?.beyondPoints ?? []}
        onClose={() => setMaking(false)}
        onMade={setSecret}
      />
      {secret && (
        <SecretOnce
          secret={secret}
          onClose={() => {
            setSecret(undefined);
            set({ app: secret.appKey });
          }}
        />
      )}
    </>
  );
}
