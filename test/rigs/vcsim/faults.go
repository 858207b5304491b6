package main

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/vmware/govmomi/vim25/types"
)

// plannedFault is a fault to come. Times is how often it comes; 0 is always.
type plannedFault struct {
	Fault   string          `json:"fault"`   // a fault type's name: InvalidState, NoPermission, ...
	Message string          `json:"message"` // the localized message; a usual one when empty
	Detail  json.RawMessage `json:"detail"`  // the fault's own properties
	Times   int             `json:"times"`
}

var typeOf = types.TypeFunc()

// check says whether the fault can be built.
func (p *plannedFault) check() error {
	t, ok := typeOf(p.Fault)
	if !ok {
		return fmt.Errorf("there is no fault type %q", p.Fault)
	}
	value := reflect.New(t).Interface()
	if _, ok := value.(types.BaseMethodFault); !ok {
		return fmt.Errorf("%q is no fault type", p.Fault)
	}
	if len(p.Detail) != 0 {
		return json.Unmarshal(p.Detail, value)
	}
	return nil
}

// build makes the fault; check has said that it can.
func (p *plannedFault) build(target types.ManagedObjectReference) types.BaseMethodFault {
	t, _ := typeOf(p.Fault)
	fault := reflect.New(t).Interface().(types.BaseMethodFault)
	switch f := fault.(type) {
	case *types.NoPermission:
		f.Object = &target
		f.PrivilegeId = "VirtualMachine.Config.CPUCount"
	case *types.NotAuthenticated:
		f.Object = &target
		f.PrivilegeId = "System.View"
	}
	if len(p.Detail) != 0 {
		_ = json.Unmarshal(p.Detail, fault)
	}
	return fault
}

func notAuthenticated(target types.ManagedObjectReference) types.BaseMethodFault {
	return &types.NotAuthenticated{NoPermission: types.NoPermission{Object: &target, PrivilegeId: "System.View"}}
}

// messages are vSphere's usual English ones.
var messages = map[string]string{
	"ConcurrentAccess":           "The object has been changed since it was read.",
	"CpuHotPlugNotSupported":     "CPU hot plug is not supported for this virtual machine.",
	"DuplicateName":              "The name already exists.",
	"FileAlreadyExists":          "The specified key, name, or identifier already exists.",
	"FileNotFound":               "File was not found",
	"GenericVmConfigFault":       "A general configuration fault occurred.",
	"HostNotConnected":           "Unable to communicate with the remote host, since it is disconnected.",
	"InsufficientResourcesFault": "The operation cannot be allowed at the current time because of insufficient resources.",
	"InvalidArgument":            "A specified parameter was not correct.",
	"InvalidCollectorVersion":    "The property collector version is not valid.",
	"InvalidDatastorePath":       "Invalid datastore path.",
	"InvalidDeviceBacking":       "Incompatible device backing specified.",
	"InvalidDeviceOperation":     "Invalid operation for device.",
	"InvalidDeviceSpec":          "Invalid configuration for device.",
	"InvalidLogin":               "Cannot complete login due to an incorrect user name or password.",
	"InvalidPowerState":          "The attempted operation cannot be performed in the current state.",
	"InvalidRequest":             "The request is invalid.",
	"InvalidState":               "The operation is not allowed in the current state.",
	"ManagedObjectNotFound":      "The object has already been deleted or has not been completely created",
	"MemoryHotPlugNotSupported":  "Memory hot plug is not supported for this virtual machine.",
	"MethodNotFound":             "The method is not found on the object.",
	"NoPermission":               "Permission to perform this operation was denied.",
	"NotAuthenticated":           "The session is not authenticated.",
	"NotFound":                   "The object or item referred to could not be found.",
	"NotSupported":               "The operation is not supported on the object.",
	"RequestCanceled":            "The operation was canceled.",
	"ResourceInUse":              "The resource is in use.",
	"RuntimeFault":               "A runtime fault occurred.",
	"SystemError":                "A general system error occurred.",
	"TaskInProgress":             "Another task is already in progress.",
	"Timedout":                   "Operation timed out.",
	"ToolsUnavailable":           "Cannot complete operation because VMware Tools is not running in this virtual machine.",
	"InvalidVmConfig":            "The virtual machine configuration is invalid.",
	"VmConfigFault":              "The virtual machine configuration is invalid.",
}

// faultMessage is the message a server would give with a fault of this type.
func faultMessage(fault string) string {
	if message, ok := messages[fault]; ok {
		return message
	}
	return "A general system error occurred: " + fault
}

// messageOf is faultMessage of a fault in hand.
func messageOf(fault types.BaseMethodFault) string {
	return faultMessage(reflect.TypeOf(fault).Elem().Name())
}
