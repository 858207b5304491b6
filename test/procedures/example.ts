/** A procedure with one of everything. */
export const EXAMPLE = `# yaml-language-server: $schema=../../docs/procedure.schema.json
procedure: 1
title: Patch a host
description: |
  Its machines go elsewhere.
  Then it is patched.
parameters:
  host: { type: host, description: Which host, choices: 'hosts.filter(h, h.connected)' }
  spare: { type: host, choices: 'hosts.filter(h, h.name != host.name)' }
  memory: { type: size, default: 8GiB }
  window: { type: text, choices: [night, day], default: night }
  wait: { type: duration, default: 2h }
change: '^CHG\\d{7}$'
approval: { valid-for: 4h }
on-failure: stop
steps:
  - id: evacuate
    title: Move the machines away
    for-each: vm
    in: vms.filter(v, v.host == host.name && v.power == on)
    at-most: 50
    steps:
      - id: move
        title: Move \${vm}
        run: move \${vm} --host \${spare}
        before:
          - vm.power == on
        after:
          - vm.host == spare.name
          - { check: host.vms == 0, within: 5m }
        on-failure: rollback
        estimate: 2m
        undo: move \${vm} --host \${host}
      - id: grow
        run: memory \${vm} \${memory}
  - id: settle
    check: host.running == 0
    within: 2m
  - id: ok
    confirm: Has the monitoring of \${host} been silenced for \${window}?
  - id: firmware
    manual: Flash the firmware; write down the version that the BMC shows.
    undo: { manual: Flash the old firmware again. }
  - id: waited
    check: now >= done["firmware"] + wait
    within: 3d
  - id: four-eyes
    approve: restart
    valid-for: 4h
  - id: restart
    run: host reboot \${host}
  - id: told
    run: note Patched \${host}, "$$5" says \${window}
    undo: { none: A note stays. }
`;
