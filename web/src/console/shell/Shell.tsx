import { App, ConfigProvider, Drawer, type ThemeConfig } from "antd";
import { lazy, memo, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useNavigate } from "react-router";
import type { Session } from "../../shared/api/session";
import { SkeletonRows } from "../../shared/components/states";
import { useNarrow } from "../../shared/components/useNarrow";
import { twice } from "./again";
import { ConsoleContext } from "./context";
import { useConsoleKeys } from "./keys";
import { Nav } from "./Nav";
import { Palette } from "./Palette";
import { opens } from "./pages";
import { powerOf } from "./power";

// The console writes controls in bars and tables as small as the tables.
const SMALL: ThemeConfig = {
  components: {
    Segmented: { fontSize: 13, fontSizeSM: 12 },
    Tabs: { titleFontSizeSM: 13 },
    Checkbox: { fontSize: 13 },
    Radio: { fontSize: 13 },
    Select: { fontSize: 13 },
    // Its text has the colour of every text, so its ground is that of everything that floats.
    Message: { contentBg: "var(--ob-color-bg-elevated)" },
  },
};

const FINGER = { controlHeight: 44, controlHeightSM: 44 };
/** On phones whatever is pressed is as large as a finger. */
const TOUCHED: ThemeConfig = {
  components: {
    ...SMALL.components,
    Button: FINGER,
    Dropdown: { paddingBlock: 11 },
    Input: FINGER,
    Segmented: { ...SMALL.components?.Segmented, ...FINGER },
    // Two of its pixels go to its line.
    Select: { ...SMALL.components?.Select, controlHeight: 46, controlHeightSM: 46 },
  },
};

const Help = lazy(async () => ({ default: (await import("./Help")).Help }));

// What stands around a page is not drawn anew with every letter that is typed into the address.
const Around = memo(Nav);
const Everything = memo(Palette);

/** Navigation, sheet, palette and keys around every page. */
export function Shell({ session }: { session: Session }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { pathname } = useLocation();
  const [menu, setMenu] = useState(false);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [clicks] = useState(twice);
  const helped = useRef(false);
  if (help) helped.current = true;
  useConsoleKeys({
    palette: () => setPalette(true),
    help: () => setHelp(true),
    go: (path) => opens(path, powerOf(session.admin)) && navigate(`/console/${path}`),
    findDepartment: () => document.getElementById("oc-find-department")?.focus(),
  });
  const closeMenu = useCallback(() => setMenu(false), []);
  const closePalette = useCallback(() => setPalette(false), []);
  const openHelp = useCallback(() => setHelp(true), []);
  const shared = useMemo(
    () => ({ session, openMenu: () => setMenu(true), openPalette: () => setPalette(true) }),
    [session],
  );
  return (
    <ConfigProvider theme={narrow ? TOUCHED : SMALL}>
      {/* What goes wrong and what is asked back is told in here: `App.useApp` is silent outside of it. */}
      <App component={false}>
        <ConsoleContext value={shared}>
          <div
            className="oc-shell"
            onInputCapture={clicks.wrote}
            onClickCapture={(event) => {
              if (!clicks.isAgain(event)) return;
              event.preventDefault();
              event.stopPropagation();
            }}
          >
            <a className="oc-skip" href="#oc-sheet">
              {t("nav.skip")}
            </a>
            <Around />
            <main className="oc-sheet" id="oc-sheet" tabIndex={-1}>
              <Suspense key={pathname.split("/")[2]} fallback={<SkeletonRows height={40} />}>
                <Outlet />
              </Suspense>
            </main>
          </div>
          <Drawer
            open={menu}
            onClose={() => setMenu(false)}
            placement="left"
            size={264}
            closable={false}
            aria-label={t("nav.main")}
            styles={{ body: { padding: 0, background: "var(--ob-color-bg-layout)" } }}
          >
            <div className="oc-nav-drawer">
              <Around onGo={closeMenu} />
            </div>
          </Drawer>
          <Everything open={palette} onClose={closePalette} onHelp={openHelp} />
          {helped.current && (
            <Suspense fallback={null}>
              <Help open={help} onClose={() => setHelp(false)} />
            </Suspense>
          )}
        </ConsoleContext>
      </App>
    </ConfigProvider>
  );
}
