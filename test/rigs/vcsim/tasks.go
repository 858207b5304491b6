package main

import (
	"strings"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// settleTime is how long the answer to a call waits for a task that has nothing to wait for.
const settleTime = 2 * time.Second

// gate stands between a task being accepted and being done.
type gate struct {
	call     *call
	entity   types.ManagedObjectReference
	standIn  bool
	started  chan struct{} // closed when the task shows its entity
	done     chan struct{} // closed when it has succeeded or failed
	failure  *plannedFault
	duration time.Duration
	held     <-chan struct{}
}

// taskHook is told of every task the simulator makes and of every change to one.
type taskHook struct {
	rig   *rig
	mu    sync.Mutex
	gates map[types.ManagedObjectReference]*gate
}

func newTaskHook(r *rig) *taskHook {
	return &taskHook{rig: r, gates: make(map[types.ManagedObjectReference]*gate)}
}

// Reference is only a key among the registry's handlers.
func (h *taskHook) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "RigTaskHook", Value: "rig"}
}

// PutObject gives a new task what the simulator does not: its user, the ids a real server uses, the server's clock; and
// puts a gate before it.
func (h *taskHook) PutObject(ctx *simulator.Context, obj mo.Reference) {
	task, ok := obj.(*simulator.Task)
	c := h.rig.calls.current()
	if !ok || c == nil || task.Execute == nil {
		return
	}
	entity := *task.Info.Entity
	ctx.WithLock(task, func() {
		task.Info.Reason = &types.TaskReasonUser{UserName: c.User}
		task.Info.DescriptionId = descriptionID(task.Info.DescriptionId)
		task.Info.EntityName = h.rig.nameOf(entity)
		task.Info.QueueTime = h.rig.script.clock(task.Info.QueueTime)
		if strings.HasSuffix(c.Method, "_Task") && !c.nested {
			task.Info.Name = c.Method
		}
	})
	if c.nested {
		return
	}
	g := &gate{call: c, entity: entity, started: make(chan struct{}), done: make(chan struct{})}
	g.failure, g.duration, g.held = h.rig.script.course(c.Method)
	c.tasks = append(c.tasks, g)
	h.mu.Lock()
	h.gates[task.Self] = g
	h.mu.Unlock()

	execute := task.Execute
	task.Execute = func(t *simulator.Task) (types.AnyType, types.BaseMethodFault) {
		return h.run(g, t, execute)
	}
}

// UpdateObject shifts a task's times to the server's clock, words its error, and sees it begin and end.
func (h *taskHook) UpdateObject(_ *simulator.Context, obj mo.Reference, changes []types.PropertyChange) {
	task, ok := obj.(*mo.Task)
	if !ok {
		return
	}
	h.mu.Lock()
	g := h.gates[task.Self]
	h.mu.Unlock()

	for _, change := range changes {
		switch change.Name {
		case "info.startTime":
			*task.Info.StartTime = h.rig.script.clock(*task.Info.StartTime)
		case "info.completeTime":
			*task.Info.CompleteTime = h.rig.script.clock(*task.Info.CompleteTime)
		case "info.error":
			if task.Info.Error != nil {
				task.Info.Error.LocalizedMessage = messageOf(task.Info.Error.Fault)
				if g != nil && g.failure != nil && g.failure.Message != "" {
					task.Info.Error.LocalizedMessage = g.failure.Message
				}
			}
		}
	}
	if g == nil {
		return
	}
	switch task.Info.State {
	case types.TaskInfoStateRunning:
		if !g.standIn {
			// The simulator is about to lock the task's entity until the task is done, which would stop every reader of
			// it for as long. It is shown another for that moment, and run locks the right one for the work only.
			g.standIn = true
			task.Info.Entity = &types.ManagedObjectReference{Type: "RigGate", Value: task.Self.Value}
		}
	case types.TaskInfoStateSuccess, types.TaskInfoStateError:
		h.mu.Lock()
		if h.gates[task.Self] != nil {
			delete(h.gates, task.Self)
			close(g.done)
		}
		h.mu.Unlock()
	}
}

func (*taskHook) RemoveObject(*simulator.Context, types.ManagedObjectReference) {}

// run is the task's course: held, lasting, failing or doing its work.
func (h *taskHook) run(g *gate, t *simulator.Task, execute func(*simulator.Task) (types.AnyType, types.BaseMethodFault)) (types.AnyType, types.BaseMethodFault) {
	ctx := g.call.ctx
	ctx.WithLock(t, func() { t.Info.Entity = &g.entity })
	close(g.started)
	if g.held != nil {
		<-g.held
	}
	time.Sleep(g.duration)
	if g.failure != nil {
		return nil, g.failure.build(g.entity)
	}
	within := *g.call
	within.nested = true
	within.tasks = nil
	defer h.rig.calls.serve(&within)()

	var result types.AnyType
	var fault types.BaseMethodFault
	ctx.WithLock(g.entity, func() {
		if fault = refusal(ctx, g); fault == nil {
			if result, fault = execute(t); fault == nil {
				complete(ctx, g)
			}
		}
	})
	return result, fault
}

// settle waits for the tasks of a call that nothing keeps, so that a test which asked for no duration finds them done, as
// it would on a server that takes a round trip to answer.
func (c *call) settle() {
	for _, g := range c.tasks {
		<-g.started
		if g.duration == 0 && g.held == nil {
			select {
			case <-g.done:
			case <-time.After(settleTime):
			}
		}
	}
}

// descriptionIDs are those the simulator makes from its method names and a server spells otherwise.
var descriptionIDs = map[string]string{
	"VirtualMachine.reconfigVm":         "VirtualMachine.reconfigure",
	"VirtualMachine.cloneVm":            "VirtualMachine.clone",
	"VirtualMachine.relocateVm":         "VirtualMachine.relocate",
	"VirtualMachine.customizeVm":        "VirtualMachine.customize",
	"VirtualMachine.revertSnapshot":     "VirtualMachine.revertToCurrentSnapshot",
	"VirtualMachine.RemoveAllSnapshots": "VirtualMachine.removeAllSnapshots",
}

func descriptionID(id string) string {
	if spelt, ok := descriptionIDs[id]; ok {
		return spelt
	}
	return id
}

// nameOf is an inventory object's name, or its id when it has none.
func (r *rig) nameOf(ref types.ManagedObjectReference) string {
	if entity, ok := r.registry.Get(ref).(mo.Entity); ok && entity.Entity().Name != "" {
		return entity.Entity().Name
	}
	return ref.Value
}
