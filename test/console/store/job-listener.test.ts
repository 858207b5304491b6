import { expect, test } from "vitest";
import { Changes } from "#console/store/changes.js";
import { jobListener } from "#console/store/job-listener.js";
import { JobsModel } from "#console/store/jobs-model.js";
import type { Plan } from "#session/plan.js";
import { entry, OK } from "../entries.js";

test("a job shows what runs with how far it is, and counts what is done", () => {
  const changes = new Changes();
  const job = new JobsModel().begin("start web-*", 2);
  const listener = jobListener({ changes }, job);
  const [web01, web02] = [{}, {}] as [Plan, Plan];
  listener.plan(web01);
  listener.plan(web02);
  const { begun } = job.running.get(web01)!;
  listener.progress(web01, 40);
  expect([...job.running.values()].map(({ percent }) => percent)).toEqual([40, null]);
  expect(job.running.get(web01)!.begun).toBe(begun);
  listener.progress(web01, null);
  expect([...job.running.keys()]).toEqual([web02]);
  listener.report(entry(1, { phase: "intent" }), null);
  listener.report(entry(2, { RST: OK }), null);
  expect(job.done).toBe(1);
  changes.close();
});
