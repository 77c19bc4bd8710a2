import { App, Button, Dropdown, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../shared/api/client";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { legacy } from "../api/own";
import { type Holder, type RoleGroup, useHolders, useRoleGroups } from "../api/roles";
import { Several } from "../members/DepartmentSettings";
import { Picker } from "../parts/Picker";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { valid } from "../parts/valid";
import { PageBar } from "../shell/PageBar";

function NewRole({ groups, open, onClose }: { groups: RoleGroup[]; open?: "role" | "group"; onClose: () => void }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { set } = useAddress();
  const [form] = Form.useForm<{ name: string; groupId: number }>();
  const save = async () => {
    const given = await valid(form);
    if (!given) return;
    const { name, groupId } = given;
    let roleId = 0;
    const done = await act(
      open === "group"
        ? { text: t("done.groupMade", { name }), run: () => call("POST", "/role/add_role_group", { name }) }
        : {
            text: t("done.roleMade", { name }),
            run: async () => {
              roleId = (await call<{ roleId: number }>("POST", "/role/add_role", { roleName: name, groupId })).roleId;
            },
            undo: () => legacy("/topapi/role/deleterole", { role_id: roleId }),
          },
    );
    if (!done) return;
    onClose();
    if (roleId) set({ role: roleId });
  };
  const title = t(open === "group" ? "role.newGroup" : "role.new");
  return (
    <Modal open={!!open} title={title} okText={t("role.make")} onOk={save} onCancel={onClose} destroyOnHidden>
      <Form form={form} layout="vertical" preserve={false} onFinish={save} requiredMark={false}>
        <Form.Item
          name="name"
          label={t("role.name")}
          rules={[{ required: true, whitespace: true, message: t("form.required", { label: t("role.name") }) }]}
        >
          <Input maxLength={64} autoFocus />
        </Form.Item>
        {open === "role" && (
          <Form.Item
            name="groupId"
            label={t("role.group")}
            rules={[{ required: true, message: t("form.required", { label: t("role.group") }) }]}
          >
            <Select options={groups.map((group) => ({ value: group.groupId, label: group.name }))} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function HolderRow({ role, holder }: { role: { id: number; name: string }; holder: Holder }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const [scoping, setScoping] = useState(false);
  const scopes = holder.manageScopes ?? [];
  const body = { roleIds: String(role.id), userIds: holder.userid };
  const scope = (deptIds: (string | number)[]) => () =>
    legacy("/topapi/role/scope/update", { userid: holder.userid, role_id: role.id, dept_ids: deptIds.join(",") });
  const before = scopes.map((one) => one.dept_id);
  return (
    <li className="oc-card-row">
      <PersonName
        person={{ userId: holder.userid, name: holder.name }}
        size={36}
        second={
          scopes.length
            ? t("role.scope", { names: scopes.map((one) => one.name).join(t("comma")) })
            : t("role.scopeAll")
        }
      />
      {scoping ? (
        <Several
          field="scope"
          ids={{ department: before }}
          kinds={["department"]}
          onChange={(next) =>
            act({
              text: t("done.scoped", { name: holder.name }),
              run: scope(next.department ?? []),
              undo: scope(before),
            })
          }
        />
      ) : (
        <Button size="small" type="text" onClick={() => setScoping(true)}>
          {t("role.setScope")}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        onClick={() =>
          act({
            text: t("done.roleTaken", { name: holder.name, role: role.name }),
            run: () => legacy("/topapi/role/removerolesforemps", body),
            undo: () => legacy("/topapi/role/addrolesforemps", body),
          })
        }
      >
        {t("role.take")}
      </Button>
    </li>
  );
}

function RoleView({ role, group }: { role: { id: number; name: string }; group: string }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal } = App.useApp();
  const { set } = useAddress();
  const query = useHolders(role.id);
  const holders = query.data?.pages.flatMap((page) => page.list) ?? [];
  const rename = () => {
    let name = role.name;
    modal.confirm({
      title: t("role.rename"),
      icon: null,
      content: (
        <Input
          defaultValue={role.name}
          maxLength={64}
          aria-label={t("role.name")}
          onChange={(event) => {
            name = event.target.value;
          }}
        />
      ),
      okText: t("save"),
      onOk: () =>
        act({
          text: t("done.changed", { name: role.name, label: t("role.name") }),
          run: () => call("POST", "/role/update_role", { roleId: role.id, roleName: name.trim() }),
          undo: () => call("POST", "/role/update_role", { roleId: role.id, roleName: role.name }),
        }),
    });
  };
  const remove = async () => {
    if (
      await act({
        text: t("done.roleDeleted", { name: role.name }),
        run: () => legacy("/topapi/role/deleterole", { role_id: role.id }),
      })
    )
      set({ role: undefined });
  };
  return (
    <section className="oc-pane" aria-label={role.name}>
      <div className="oc-dept-head ob-flex">
        <IconButton className="oc-narrow" icon="back" label={t("back")} onClick={() => set({ role: undefined })} />
        <span className="ob-grow">
          <span className="ob-3 ob-sm oc-block">{group}</span>
          <h2 className="oc-dept-name ob-ell">{role.name}</h2>
        </span>
        <Picker
          several
          kinds={["person"]}
          label={t("role.addPeople")}
          taken={new Set(holders.map((one) => `person:${one.userid}`))}
          onPick={(picked) => {
            const body = { roleIds: String(role.id), userIds: picked.id };
            act({
              text: t("done.roleGiven", { name: picked.name, role: role.name }),
              run: () => legacy("/topapi/role/addrolesforemps", body),
              undo: () => legacy("/topapi/role/removerolesforemps", body),
            });
          }}
        />
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              { key: "rename", label: t("role.rename") },
              { key: "delete", label: t("role.delete"), danger: true, disabled: holders.length > 0 },
            ],
            onClick: ({ key }) => (key === "rename" ? rename() : remove()),
          }}
        >
          <Button type="text" size="small" aria-label={t("more")} icon={<Icon name="more" />} />
        </Dropdown>
      </div>
      {query.error ? (
        <ErrorState error={query.error} retry={query.refetch} />
      ) : query.isPending ? (
        <SkeletonRows height={52} />
      ) : holders.length === 0 ? (
        <EmptyState title={t("role.noHolders")}>{t("role.noHoldersMore")}</EmptyState>
      ) : (
        <ul className="ob-scroll oc-rows">
          {holders.map((holder) => (
            <HolderRow key={holder.userid} role={role} holder={holder} />
          ))}
          {query.hasNextPage && (
            <li className="oc-centre oc-hint">
              <Button size="small" onClick={() => query.fetchNextPage()}>
                {t("tree.more")}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** Role groups, their roles, and who holds one with which scope. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const { data: groups, error, refetch } = useRoleGroups();
  const [making, setMaking] = useState<"role" | "group">();
  const chosen = idOf(get("role")) || undefined;
  const group = groups?.find((one) => one.roles.some((role) => role.id === chosen));
  const role = group?.roles.find((one) => one.id === chosen);
  const list = useList({
    ids: groups?.flatMap((one) => one.roles.map((each) => String(each.id))) ?? [],
    open: role && String(role.id),
    onOpen: (id, replace) => set({ role: id }, replace),
    onClose: () => set({ role: undefined }),
  });
  return (
    <>
      <PageBar title={t("page.roles")}>
        <Button size="small" type="text" onClick={() => setMaking("group")}>
          {t("role.newGroup")}
        </Button>
        <Button size="small" type="primary" icon={<Icon name="plus" size="small" />} onClick={() => setMaking("role")}>
          {t("role.new")}
        </Button>
      </PageBar>
      <div className="oc-body oc-master" data-open={role ? true : undefined}>
        <nav className="oc-list-pane ob-scroll" aria-label={t("page.roles")}>
          {error ? (
            <ErrorState error={error} retry={refetch} />
          ) : !groups ? (
            <SkeletonRows height={30} />
          ) : (
            groups.map((one) => (
              <div key={one.groupId}>
                <h2 className="oc-nav-group">{one.name}</h2>
                {one.roles.map((each) => (
                  <div key={each.id} {...list.row(String(each.id))}>
                    <button
                      type="button"
                      className="oc-list-link"
                      aria-current={each.id === chosen}
                      {...list.opens(String(each.id))}
                    >
                      <Icon name="role" size="small" />
                      <span className="ob-ell">{each.name}</span>
                    </button>
                  </div>
                ))}
              </div>
            ))
          )}
        </nav>
        {role && group ? (
          <RoleView key={role.id} role={role} group={group.name} />
        ) : (
          <section className="oc-pane oc-hide-narrow">
            <EmptyState title={t("role.pick")}>{t("role.pickMore")}</EmptyState>
          </section>
        )}
      </div>
      <NewRole groups={groups ?? []} open={making} onClose={() => setMaking(undefined)} />
    </>
  );
}
