// Words: one file for each area and language, fetched when a page of that area is shown.

import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "zh-CN" | "en";
const KEY = "ob-language";

const files = import.meta.glob<{ default: object }>("/src/*/locales/*.json");

function chosen(): Language {
  const text = localStorage.getItem(KEY) ?? navigator.language;
  return text.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
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
    lng: chosen(),
    supportedLngs: ["zh-CN", "en"],
    load: "currentOnly",
    fallbackLng: false,
    ns: ["shared"],
    defaultNS: "shared",
    fallbackNS: "shared",
    interpolation: { escapeValue: false },
    react: { useSuspense: true },
  });

/** Chooses a language for this device. */
export function speak(language: Language) {
  localStorage.setItem(KEY, language);
  i18next.changeLanguage(language);
}
