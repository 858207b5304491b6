package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// operations has the methods that are wholly ours, of whatever object: those the simulator lacks, and those that are less
// work to write than to mend. before sends their calls here; the object called is the request's own This.
//
// Its lock is none: the work of its tasks locks what they are about.
type operations struct {
	Self types.ManagedObjectReference
	rig  *rig
}

func newOperations(r *rig) *operations {
	return &operations{Self: types.ManagedObjectReference{Type: "RigOperations", Value: "rig"}, rig: r}
}

func (o *operations) Reference() types.ManagedObjectReference { return o.Self }

func (*operations) Lock() {}

func (*operations) Unlock() {}

// ours are the types of object whose methods of that name are in operations.
var ours = map[string]string{
	"CancelTask":                   "Task",
	"CreateCollectorForEvents":     "EventManager",
	"EnterMaintenanceMode_Task":    "HostSystem",
	"ExitMaintenanceMode_Task":     "HostSystem",
	"FetchUserPrivilegeOnEntities": "AuthorizationManager",
	"HasPrivilegeOnEntities":       "AuthorizationManager",
	"HasUserPrivilegeOnEntities":   "AuthorizationManager",
	"LogUserEvent":                 "EventManager",
	"MarkAsTemplate":               "VirtualMachine",
	"MarkAsVirtualMachine":         "VirtualMachine",
	"QueryEvents":                  "EventManager",
	"RebootGuest":                  "VirtualMachine",
	"RebootHost_Task":              "HostSystem",
	"RelocateVM_Task":              "VirtualMachine",
	"ResetVM_Task":                 "VirtualMachine",
	"ShutdownGuest":                "VirtualMachine",
	"ShutdownHost_Task":            "HostSystem",
}

// redirect sends a call to operations, when it is one of theirs and there is such an object.
func (r *rig) redirect(method *simulator.Method) {
	if ours[method.Name] != method.This.Type || r.registry.Get(method.This) == nil {
		return
	}
	if method.Name == "CancelTask" && r.tasks.gateOf(method.This) == nil {
		return // a task that is done: the simulator knows
	}
	method.This = r.operations.Self
}
