// Words: one file for each area and language, fetched when a page of that area is shown.

import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "zh-CN" | "en";
const KEY = "ob-language";

const files = import.meta.glob<{ default: object }>("/src/*/locales/*.json");

/** What somebody chose on this device, or the browser asks for. */
function asked(): Language | undefined {
  for (const text of [localStorage.getItem(KEY), ...navigator.languages]) {
    if (text?.toLowerCase().startsWith("zh")) return "zh-CN";
    if (text?.toLowerCase().startsWith("en")) return "en";
  }
  return undefined;
}

function shown(language: string) {
  document.documentElement.lang = language;
}

i18next.on("languageChanged", shown);
/** Fulfilled when the words of every page are there. */
export const spoken = i18next
  .use({
    type: "backend",
    init() {},
    read(language: string, area: string, done: (error: unknown, words: object | false) => void) {
      const load = files[`/src/${area}/locales/${language}.json`];
      if (!load) return done(new Error(`no words for ${area} in ${language}`), false);
      load().then(
        (file) => done(null, file.default),
        (error: unknown) => done(error, false),
      );
    },
  })
  .use(initReactI18next)
  .init({
    lng: asked() ?? "en",
    supportedLngs: ["zh-CN", "en"],
    load: "currentOnly",
    fallbackLng: false,
    ns: ["shared"],
    defaultNS: "shared",
    fallbackNS: "shared",
    interpolation: { escapeValue: false },
    react: { useSuspense: true },
  });

/** What an organization speaks first: for those who have chosen nothing, and whose browser asks for none of our languages. */
export function offer(language: string | undefined) {
  if ((language === "zh-CN" || language === "en") && !asked() && i18next.language !== language)
    i18next.changeLanguage(language);
}

/** Chooses a language for this device. */
export function speak(language: Language) {
  localStorage.setItem(KEY, language);
  i18next.changeLanguage(language);
}
