// Runs before the first paint: appearance and language as they were chosen on this device.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const chosen = read("ob-theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.prefersColorScheme = root.dataset.theme;
  const languages = [read("ob-language"), ...navigator.languages];
  const language = languages.find((one) => /^(zh|en)/i.test(one ?? "")) ?? "en";
  root.lang = language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
})();
