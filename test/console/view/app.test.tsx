import { render } from "ink-testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "#console/view/app.js";
import { RowSigns } from "#console/view/row-signs.js";
import { estate, machine } from "../../inventory/estate.js";
import { bytesOfKey } from "../../terminal/keys.js";
import { FakeConsole } from "../fake-console.js";

const letGo: (() => void)[] = [];

afterEach(() => {
  for (const each of letGo.splice(0)) each();
});

function opened(...names: readonly string[]) {
  const console = new FakeConsole(estate(...names.map((name) => machine(`vm-${name}`, name))));
  const signs = new RowSigns();
  const onReady = vi.fn();
  const { stdin, lastFrame, unmount } = render(<App console={console} signs={signs} onReady={onReady} />);
  letGo.push(unmount);
  const see = async (text: string) =>
    await vi.waitFor(() => expect(signs.painted(lastFrame() ?? "")).toContain(text));
  const press = (key: string) => stdin.write(bytesOfKey(key));
  return { console, see, press, type: (text: string) => stdin.write(text), onReady };
}

test("what the store holds is on the screen, and what changes in it too", async () => {
  const { console, see, onReady } = opened("web-01", "会計-01");
  await see("› web-01");
  await see("会計-01");
  await see("2 machines");
  expect(onReady).toHaveBeenCalledTimes(1);
  console.store.inventory.inventory!.apply([{ change: "enter", object: machine("vm-9", "web-09") }]);
  console.store.changes.soon();
  await see("3 machines");
  console.store.say("warning", "Look at this.");
  await see("Look at this.");
});

test("keys go where they should: the pane, the line, the filter, a dialog", async () => {
  const { console, see, press, type } = opened("web-01", "web-02");
  await see("› web-01");
  press("down");
  await see("› web-02");
  type(":start web-01");
  await see("› start web-01");
  press("esc");
  await vi.waitFor(() => expect(console.store.focus).toBe("inventory"));
  press("?");
  await see("▸Help");
  press("esc");
  await see("▸Machines");
});

test("pasted text goes into the line, and runs nothing", async () => {
  const { console, see, type } = opened("web-01");
  await see("web-01");
  type("\u001b[200~delete web-01\rquit\r\u001b[201~");
  await see("delete web-01");
  expect(console.told).toEqual([]);
  expect(console.store.dialogs.top).toBeNull();
});
