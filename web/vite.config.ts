import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { hastened } from "./build/early.ts";
import { compressed, contactsOnly } from "./build/embed.ts";
import { tokenSheet } from "./build/tokens.ts";
import { weighed } from "./build/weigh.ts";

// `npm run dev` speaks to a running server; ORGBOOK_TOKEN is a person's token from `orgbook user token`, for pages without sign-in.
const server = process.env.ORGBOOK_URL ?? "http://127.0.0.1:7070";
const token = process.env.ORGBOOK_TOKEN;
const proxied = {
  target: server,
  changeOrigin: false,
  headers: token ? { "x-acs-dingtalk-access-token": token } : {},
};

export default defineConfig({
  plugins: [react(), tokenSheet(), contactsOnly(), hastened(), compressed(), weighed()],
  server: { port: 5173, proxy: { "/v1.0": proxied, "/topapi": proxied, "/openapi.json": proxied } },
  build: {
    target: "es2022",
    emptyOutDir: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
  },
});
