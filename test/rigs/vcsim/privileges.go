package main

import (
	"slices"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/simulator/esx"
	"github.com/vmware/govmomi/vim25/types"
)

// everywhere stands for every object, where a privilege is withheld.
const everywhere = ""

// allPrivileges are those that a server of the simulator's knows.
var allPrivileges = object.AuthorizationRoleList(esx.RoleList).ByName("Admin").Privilege

// onItself is the privilege that a method needs on the object that it is called on; a snapshot's is its machine's. From
// the "Required privileges" of the vSphere Web Services API.
var onItself = map[string]string{
	"CreateSnapshotEx_Task":     "VirtualMachine.State.CreateSnapshot",
	"CreateSnapshot_Task":       "VirtualMachine.State.CreateSnapshot",
	"CreateVM_Task":             "VirtualMachine.Inventory.Create",
	"EnterMaintenanceMode_Task": "Host.Config.Maintenance",
	"ExitMaintenanceMode_Task":  "Host.Config.Maintenance",
	"PowerOffVM_Task":           "VirtualMachine.Interact.PowerOff",
	"PowerOnVM_Task":            "VirtualMachine.Interact.PowerOn",
	"RebootGuest":               "VirtualMachine.Interact.Reset",
	"RebootHost_Task":           "Host.Config.Maintenance",
	"RelocateVM_Task":           "Resource.ColdMigrate",
	"RemoveSnapshot_Task":       "VirtualMachine.State.RemoveSnapshot",
	"ResetVM_Task":              "VirtualMachine.Interact.Reset",
	"RevertToSnapshot_Task":     "VirtualMachine.State.RevertToSnapshot",
	"ShutdownGuest":             "VirtualMachine.Interact.PowerOff",
	"ShutdownHost_Task":         "Host.Config.Maintenance",
	"SuspendVM_Task":            "VirtualMachine.Interact.Suspend",
	"TerminateSession":          terminateSession,
}

// need is a privilege, and the object that it is needed on.
type need struct {
	privilege string
	on        types.ManagedObjectReference
}

// noPermission is why a login may not call the method, or nil.
func (r *rig) noPermission(method *simulator.Method) types.BaseMethodFault {
	for _, each := range r.needs(method) {
		if !r.script.privileged(each.privilege, each.on) {
			return &types.NoPermission{Object: &each.on, PrivilegeId: each.privilege}
		}
	}
	return nil
}

// needs is what a method needs on the object itself, and not what on the datastores, pools and networks that it names.
func (r *rig) needs(method *simulator.Method) []need {
	this := method.This
	if snapshot, ok := r.registry.Get(this).(*simulator.VirtualMachineSnapshot); ok {
		this = snapshot.Vm
	}
	var needs []need
	add := func(privilege string) { needs = append(needs, need{privilege, this}) }
	if privilege, ok := onItself[method.Name]; ok {
		add(privilege)
	}
	vm, _ := r.registry.Get(this).(*simulator.VirtualMachine)
	switch body := method.Body.(type) {
	case *types.MoveIntoFolder_Task:
		for _, ref := range append([]types.ManagedObjectReference{this}, body.List...) {
			needs = append(needs, need{"VirtualMachine.Inventory.Move", ref})
		}
	case *types.Rename_Task:
		if vm != nil {
			add("VirtualMachine.Config.Rename")
		}
	case *types.Destroy_Task:
		if vm != nil {
			add("VirtualMachine.Inventory.Delete")
		}
	case *types.RelocateVM_Task:
		if vm != nil && notOn(vm) == nil {
			add("Resource.HotMigrate")
		}
	case *types.CloneVM_Task:
		if vm != nil && vm.Config.Template {
			add("VirtualMachine.Provisioning.DeployTemplate")
		} else {
			add("VirtualMachine.Provisioning.Clone")
		}
	case *types.ReconfigVM_Task:
		for _, privilege := range neededBy(&body.Spec) {
			add(privilege)
		}
	}
	return needs
}

// neededBy is what a reconfiguration needs of what its spec may change here.
func neededBy(spec *types.VirtualMachineConfigSpec) []string {
	var privileges []string
	add := func(privilege string, needed bool) {
		if needed && !slices.Contains(privileges, privilege) {
			privileges = append(privileges, privilege)
		}
	}
	add("VirtualMachine.Config.Rename", spec.Name != "")
	add("VirtualMachine.Config.CPUCount", spec.NumCPUs != 0)
	add("VirtualMachine.Config.Memory", spec.MemoryMB != 0)
	for _, change := range spec.DeviceChange {
		device := change.GetVirtualDeviceConfigSpec()
		if _, isDisk := device.Device.(*types.VirtualDisk); isDisk {
			add("VirtualMachine.Config.AddNewDisk", device.FileOperation == types.VirtualDeviceConfigSpecFileOperationCreate)
			add("VirtualMachine.Config.DiskExtend", device.Operation == types.VirtualDeviceConfigSpecOperationEdit)
		}
	}
	return privileges
}
