package main

import (
	"net/http"
	"net/url"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/types"
)

// rig is the simulator with its mends. Its parts own their own locks.
type rig struct {
	options  options
	service  *simulator.Service
	registry *simulator.Registry
	calls    *callLog
	script   *script
	tasks    *taskHook
	feeds    *feeds
	hosts    *hosts

	operations    *operations
	events        types.ManagedObjectReference // the rig's own collector
	snapshotFiles sync.Map                     // the datastore path of each snapshot's file, by its reference
}

// newRig puts the mended managers in place of the simulator's, through its own extension points.
func newRig(o options, model *simulator.Model) *rig {
	r := &rig{
		options:  o,
		service:  model.Service,
		registry: model.Map(),
		calls:    newCallLog(),
		script:   newScript(),
		feeds:    newFeeds(),
		hosts:    newHosts(),
	}
	r.tasks = newTaskHook(r)
	r.operations = newOperations(r)

	r.service.Listen = &url.URL{User: url.UserPassword(o.user, o.password)}
	r.registry.SessionManager().ValidLogin = r.validLogin
	r.registry.AddHandler(r.tasks)
	r.registry.Handler = r.before

	instance := r.registry.Get(vim25.ServiceInstance).(*simulator.ServiceInstance)
	r.registry.Put(&serviceInstance{ServiceInstance: instance, rig: r})

	collector := &PropertyCollector{}
	collector.Self = instance.Content.PropertyCollector
	r.registry.Put(collector)

	if manager, ok := r.registry.Get(*instance.Content.TaskManager).(*simulator.TaskManager); ok {
		mended := &taskManager{TaskManager: manager, rig: r}
		r.registry.Put(mended)
		r.registry.AddHandler(mended) // in place of the simulator's
	}
	r.registry.Put(r.operations)
	r.dress()
	r.describeUserEvents()
	r.listenForEvents()
	return r
}

// rigOf finds the rig from inside a method of a managed object.
func rigOf(ctx *simulator.Context) *rig {
	return ctx.Map.Get(vim25.ServiceInstance).(*serviceInstance).rig
}

// content is the server's table of managers.
func (r *rig) content() types.ServiceContent {
	return r.registry.Get(vim25.ServiceInstance).(*serviceInstance).Content
}

// handler serves the API. The simulator's own NewServer is not used: it owns its listener and leaves no room around it.
func (r *rig) handler() http.Handler {
	r.service.RegisterSDK(r.registry, vim25.Path+"/vimService")
	mux := r.service.ServeMux
	mux.HandleFunc(vim25.Path+"/vimServiceVersions.xml", r.serviceVersions)
	mux.HandleFunc("/folder/", r.service.ServeDatastore)
	mux.HandleFunc("/nfc/", simulator.ServeNFC)
	mux.HandleFunc("/about", r.service.About)
	return r.around(mux)
}

// dress makes the machines that were there at the start as those made later: their labels, their guests.
func (r *rig) dress() {
	ctx := r.plain()
	for _, entity := range r.registry.All("VirtualMachine") {
		if vm, ok := entity.(*simulator.VirtualMachine); ok {
			rehang(vm)
			tidyDevices(ctx, vm)
			recount(vm)
			r.powered(ctx, vm)
		}
	}
}
