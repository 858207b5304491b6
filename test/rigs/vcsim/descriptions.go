package main

// descriptionIDs are those the simulator makes from its method names and a server spells otherwise.
var descriptionIDs = map[string]string{
	"Folder.createDVS":                  "Folder.createDistributedVirtualSwitch",
	"Folder.moveIntoFolder":             "Folder.moveInto",
	"HostSystem.disconnectHost":         "HostSystem.disconnect",
	"HostSystem.reconnectHost":          "HostSystem.reconnect",
	"VirtualMachine.cloneVm":            "VirtualMachine.clone",
	"VirtualMachine.customizeVm":        "VirtualMachine.customize",
	"VirtualMachine.reconfigVm":         "VirtualMachine.reconfigure",
	"VirtualMachine.relocateVm":         "VirtualMachine.relocate",
	"VirtualMachine.RemoveAllSnapshots": "VirtualMachine.removeAllSnapshots",
	"VirtualMachine.removeSnapshot":     "vm.Snapshot.remove",
	"VirtualMachine.revertSnapshot":     "VirtualMachine.revertToCurrentSnapshot",
	"VirtualMachine.revertToSnapshot":   "vm.Snapshot.revert",
	"VirtualMachine.upgradeVm":          "VirtualMachine.upgradeVirtualHardware",
}

// descriptionID is the id of a task in the server's own table (TaskManager.description.methodInfo).
func descriptionID(id, method string) string {
	if method == "CreateSnapshot_Task" {
		return "VirtualMachine.createSnapshot" // the simulator makes CreateSnapshotEx_Task of it
	}
	if spelt, ok := descriptionIDs[id]; ok {
		return spelt
	}
	return id
}
