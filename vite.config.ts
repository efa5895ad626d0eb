import { defineConfig } from 'vite'

/** The pages a browser loads: hashed files under /assets, and dist/.vite/manifest.json that tells the server their names. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['room', 'share', 'preview', 'dashboard'].map((page) => `src/browser/${page}.tsx`) },
  },
})
