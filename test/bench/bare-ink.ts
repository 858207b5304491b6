import { Box, render, Text, useInput, useWindowSize } from "ink";
import { createElement, memo, useState } from "react";

/** A floor: a bare Ink app, with as many rows as the terminal, of text without colours; the first changes at every key. */
const Row = memo(function Row({ text }: { readonly text: string }) {
  return createElement(Text, { wrap: "truncate" }, text);
});

function App() {
  const { columns, rows } = useWindowSize();
  const [keys, setKeys] = useState(0);
  useInput(() => setKeys((before) => before + 1));
  const texts = Array.from({ length: rows }, (_, row) =>
    `row ${row === 0 ? keys : row} `.padEnd(columns, "x"),
  );
  return createElement(
    Box,
    { flexDirection: "column", width: columns, height: rows, flexShrink: 0 },
    // biome-ignore lint/correctness/useJsxKeyInIterable: these are arguments, one a row, and not a list
    ...texts.map((text) => createElement(Row, { text })),
  );
}

render(createElement(App), {
  alternateScreen: true,
  incrementalRendering: true,
  exitOnCtrlC: false,
  maxFps: 240,
});
