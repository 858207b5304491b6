/** Procedures of each kind of step and of end, for the simulated site of 30 machines. */

/** Everything once: it comes to its end. */
export const WHOLE = `procedure: 1
title: Everything once
parameters:
  fleet: { type: machines }
  one: { type: machine }
  memory: { type: size, default: 12GiB }
steps:
  - id: sure
    confirm: Is \${one} idle?
  - id: eyes
    approve: quiet
    valid-for: 4h
    after: [{ check: one.power == on, within: 5s }]
  - id: quiet
    run: stop \${one}
    before: [one.power == on]
    after: [{ check: one.power == off, within: 5s }]
  - id: grow
    for-each: vm
    in: fleet
    steps:
      - id: keep
        run: snapshot create \${vm} before
      - id: more
        run: memory \${vm} \${memory}
        after: [vm.memoryMiB == 12288]
      - id: seen
        manual: Look at \${vm}.
  - id: all-off
    run: stop web-0[3-6]
  - id: twin
    run: clone \${one} twin-01
  - id: said
    run: note grown to \${memory}
  - id: there
    check: vms.exists(v, v.name == "twin-01")
    within: 5s
  - id: back
    run: start \${one}
`;

/** A loop's second item cannot be done: it stops there. */
export const STOPPING = `procedure: 1
title: Stops in the second
on-failure: stop
steps:
  - id: each
    for-each: name
    in: '["web-01", "web-02", "web-03"]'
    steps:
      - id: stop
        run: stop \${name}
  - id: never
    run: stop api-01
`;

/** Some of a bulk fail, and a check after it: all is rolled back to how it was. */
export const ROLLED_BACK = `procedure: 1
title: Rolled back
on-failure: rollback
parameters:
  one: { type: machine }
steps:
  - id: name
    run: rename \${one} renamed-01
  - id: off
    run: stop web-0[3-6]
  - id: keep
    run: snapshot create db-01 before
  - id: hand
    manual: Pull the plug.
    undo: { manual: Put the plug back. }
  - id: own
    run: memory db-01 8GiB
    undo: memory db-01 16GiB
  - id: twin
    run: clone db-01 twin-01
  - id: wrong
    check: one.name == "never"
`;

/** Steps of many machines at once: some of which are off already, and what is undone at the end. */
export const LISTS = `procedure: 1
title: Many at once
on-failure: rollback
parameters:
  fleet: { type: machines }
steps:
  - id: off
    run: stop \${fleet.filter(m, m.power == on)}
    after: ["fleet.all(m, m.power == off)"]
  - id: nothing
    run: stop \${fleet.filter(m, m.power == on)}
  - id: more
    run: memory \${fleet} 12GiB
    undo: memory \${fleet} 6GiB
  - id: wrong
    check: "false"
`;

/** A part of a bulk is refused when it runs. */
export const IN_PART = `procedure: 1
title: Rolled back in part
on-failure: rollback
steps:
  - id: gone
    run: delete db-01
    undo: { none: it is not needed }
  - id: off
    run: stop web-03
  - id: on
    run: start web-03
  - id: fails
    run: start web-03
`;
