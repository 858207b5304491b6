package main

import (
	"fmt"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// newVersion says that a machine's configuration has changed.
func newVersion(ctx *simulator.Context, vm *simulator.VirtualMachine) {
	now := time.Now()
	ctx.Update(vm, []types.PropertyChange{
		{Name: "config.changeVersion", Val: fmt.Sprint(now.UnixNano())},
		{Name: "config.modified", Val: rigOf(ctx).script.clock(now)},
	})
}
