import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { QRCodeSVG } from "qrcode.react";
import { useTranslation } from "react-i18next";
import { call } from "../shared/api/client";
import { ApiError, sentence } from "../shared/api/errors";
import { Icon } from "../shared/components/Icon";
import { useUndo } from "../shared/components/UndoBar";
import { copy } from "../shared/text";
import { useHere } from "./context";

interface Made {
  invitation: { code: string; url: string };
}

/** A link and its code by which somebody asks to join; an administrator decides. */
export function Invite() {
  const { t } = useTranslation("contacts");
  const { organization } = useHere();
  const undo = useUndo();
  const made = useMutation({ mutationFn: () => call<Made>("POST", "/v1.0/orgbook/me/invitations", {}) });
  const link = made.data?.invitation.url;
  const closed = made.error instanceof ApiError && made.error.status === 403;
  return (
    <div className="ct-mycard">
      <section className="ph-block ct-invite">
        <h2 className="ct-title ct-wide">{t("invite.title")}</h2>
        <p className="ob-2">{t("invite.note", { organization })}</p>
        {link ? (
          <>
            <div className="ct-code">
              <QRCodeSVG
                value={link}
                size={224}
                marginSize={2}
                title={t("invite.title")}
                bgColor="#fff"
                fgColor="#1b1c20"
              />
            </div>
            <code className="ob-mono ct-link">{link}</code>
            <Button
              type="primary"
              size="large"
              icon={<Icon name="copy" size="small" />}
              onClick={async () =>
                undo({ text: (await copy(link)) ? t("copied", { what: t("link") }) : t("notCopied") })
              }
            >
              {t("invite.copy")}
            </Button>
          </>
        ) : (
          <Button type="primary" size="large" loading={made.isPending} onClick={() => made.mutate()}>
            {t("invite.make")}
          </Button>
        )}
        <div role="alert" className="ct-error">
          {made.isError && (closed ? t("invite.closed") : sentence(made.error))}
        </div>
      </section>
    </div>
  );
}
