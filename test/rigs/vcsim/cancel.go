package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// CancelTask ends a task that can be ended before its work, and answers when it has ended.
func (o *operations) CancelTask(_ *simulator.Context, req *types.CancelTask) soap.HasFault {
	body := &methods.CancelTaskBody{}
	g := o.rig.tasks.gateOf(req.This)
	switch {
	case g == nil:
		body.Fault_ = simulator.Fault("", &types.InvalidState{})
	case !isCancelable(g):
		body.Fault_ = simulator.Fault("", &types.NotSupported{})
	case !g.cancel():
		<-g.done // its work was under way
		body.Fault_ = simulator.Fault("", &types.InvalidState{})
	default:
		<-g.done
		body.Res = &types.CancelTaskResponse{}
	}
	return body
}

func isCancelable(g *gate) bool {
	for _, method := range cancelable {
		if g.call.Method == method {
			return true
		}
	}
	return false
}
