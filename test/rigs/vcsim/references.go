package main

import (
	"reflect"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// missing is ManagedObjectNotFound when a request names an object of the inventory that is not there. A server finds that
// out before the method is called, whatever the method; the simulator does not expect it.
func (r *rig) missing(method string, body types.AnyType) types.BaseMethodFault {
	if !strings.HasSuffix(method, "_Task") {
		return nil
	}
	var fault types.BaseMethodFault
	eachReference(reflect.ValueOf(body), func(ref types.ManagedObjectReference) {
		switch ref.Type {
		case "ClusterComputeResource", "ComputeResource", "Datastore", "Folder", "HostSystem", "ResourcePool", "VirtualApp",
			"VirtualMachine", "VirtualMachineSnapshot":
			if fault == nil && r.registry.Get(ref) == nil {
				fault = &types.ManagedObjectNotFound{Obj: ref}
			}
		}
	})
	return fault
}

// eachReference calls found for every reference anywhere in a value.
func eachReference(value reflect.Value, found func(types.ManagedObjectReference)) {
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !value.IsNil() {
			eachReference(value.Elem(), found)
		}
	case reflect.Slice:
		for i := range value.Len() {
			eachReference(value.Index(i), found)
		}
	case reflect.Struct:
		if ref, ok := value.Interface().(types.ManagedObjectReference); ok {
			found(ref)
			return
		}
		if value.Type().PkgPath() == "time" {
			return
		}
		for i := range value.NumField() {
			if value.Type().Field(i).IsExported() {
				eachReference(value.Field(i), found)
			}
		}
	}
}
