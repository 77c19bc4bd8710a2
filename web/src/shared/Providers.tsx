import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import i18next from "i18next";
import { type PropsWithChildren, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isTransient } from "./api/errors";
import { UndoProvider } from "./components/UndoBar";
import "./i18n";
import { themeOf, useAppearance } from "./theme/theme";

const RETRIES_MAX = 2;
/** What was fetched is shown at once; after this long it is also fetched again. */
const FRESH_MILLIS = 30_000;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MILLIS,
      retry: (count, error) => count < RETRIES_MAX && isTransient(error),
      refetchOnWindowFocus: true,
      networkMode: "always",
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

let spoken = i18next.resolvedLanguage;

// What the server says to people was fetched in the language before; the first language to be loaded changes nothing.
i18next.on("languageChanged", (language: string) => {
  if (spoken !== undefined && spoken !== language) queries.invalidateQueries();
  spoken = language;
});

function Themed({ children }: PropsWithChildren) {
  const { i18n } = useTranslation();
  const appearance = useAppearance();
  const theme = useMemo(() => themeOf(appearance), [appearance]);
  return (
    <ConfigProvider
      componentSize="middle"
      button={{ autoInsertSpace: false }}
      locale={i18n.language === "en" ? en : zh}
      theme={theme}
    >
      <UndoProvider>{children}</UndoProvider>
    </ConfigProvider>
  );
}

/** Theme, language, queries and the undo bar, for every page. */
export function Providers({ children }: PropsWithChildren) {
  return (
    <QueryClientProvider client={queries}>
      <Suspense fallback={null}>
        <Themed>{children}</Themed>
      </Suspense>
    </QueryClientProvider>
  );
}
