package main

import (
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// feed is one collector's ear on the inventory: it notes what has changed, and wakes the wait that stands.
//
// The fields under mu are written by whoever changes the inventory; the others belong to the wait that has the turn.
type feed struct {
	self    types.ManagedObjectReference
	session string
	turn    chan struct{} // holds one token, which a wait takes

	mu         sync.Mutex
	dirty      map[types.ManagedObjectReference]bool
	structural bool            // what the filters select may have changed
	paths      map[string]bool // properties by which the filters select
	wake       chan struct{}
	cancel     chan struct{} // closed to end the standing wait
	ended      bool          // by the end of the session

	version int
	before  string           // the version that the last answer answered
	last    *types.UpdateSet // the last answer
	pages   []*types.UpdateSet
	backlog []unread                                   // what is still to be reported for the first time
	known   map[types.ManagedObjectReference]selection // by filter
}

// unread are objects of a filter that are to be reported, and have not been read yet.
type unread struct {
	filter types.ManagedObjectReference
	spec   types.PropertyFilterSpec
	known  selection
	refs   []types.ManagedObjectReference
}

func newFeed(self types.ManagedObjectReference, session string) *feed {
	f := &feed{
		self:    self,
		session: session,
		turn:    make(chan struct{}, 1),
		dirty:   make(map[types.ManagedObjectReference]bool),
		paths:   map[string]bool{"view": true},
		wake:    make(chan struct{}, 1),
		cancel:  make(chan struct{}),
		known:   make(map[types.ManagedObjectReference]selection),
	}
	f.turn <- struct{}{}
	return f
}

// Reference is the key among the registry's handlers. The simulator uses the collector's own, which is the same in every
// session, so that a second session silences the first.
func (f *feed) Reference() types.ManagedObjectReference { return f.self }

func (f *feed) note(ref types.ManagedObjectReference, structural bool) {
	f.mu.Lock()
	f.dirty[ref] = true
	f.structural = f.structural || structural
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

func (f *feed) PutObject(_ *simulator.Context, obj mo.Reference) {
	if _, ok := obj.(mo.Entity); ok {
		f.note(obj.Reference(), true)
	}
}

func (f *feed) UpdateObject(_ *simulator.Context, obj mo.Reference, changes []types.PropertyChange) {
	structural := false
	f.mu.Lock()
	for _, change := range changes {
		structural = structural || f.paths[change.Name]
	}
	f.mu.Unlock()
	f.note(obj.Reference(), structural)
}

func (f *feed) RemoveObject(_ *simulator.Context, ref types.ManagedObjectReference) {
	f.note(ref, true)
}

// take gives what was noted since the last time.
func (f *feed) take() (map[types.ManagedObjectReference]bool, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	dirty, structural := f.dirty, f.structural
	f.dirty = make(map[types.ManagedObjectReference]bool)
	f.structural = false
	return dirty, structural
}

// stop ends the standing wait, if there is one, and returns what ends the next.
func (f *feed) stop(ended bool) <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.cancel)
	f.cancel = make(chan struct{})
	f.ended = f.ended || ended
	return f.cancel
}

func (f *feed) isEnded() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ended
}

// watch adds the properties by which a filter selects.
func (f *feed) watch(spec types.PropertyFilterSpec) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, object := range spec.ObjectSet {
		for _, selection := range object.SelectSet {
			f.watchPath(selection)
		}
	}
}

func (f *feed) watchPath(selection types.BaseSelectionSpec) {
	if traversal, ok := selection.(*types.TraversalSpec); ok {
		f.paths[traversal.Path] = true
		for _, next := range traversal.SelectSet {
			f.watchPath(next)
		}
	}
}

// feeds are those of all sessions.
type feeds struct {
	mu   sync.Mutex
	open map[*feed]*simulator.Registry
}

func newFeeds() *feeds {
	return &feeds{open: make(map[*feed]*simulator.Registry)}
}

func (s *feeds) add(f *feed, r *simulator.Registry) {
	s.mu.Lock()
	s.open[f] = r
	s.mu.Unlock()
	r.AddHandler(f)
}

func (s *feeds) remove(f *feed, ended bool) {
	s.mu.Lock()
	registry := s.open[f]
	delete(s.open, f)
	s.mu.Unlock()
	if registry != nil {
		registry.RemoveHandler(f)
	}
	f.stop(ended)
}

// end closes the feeds of a session.
func (s *feeds) end(session string) {
	s.mu.Lock()
	var ended []*feed
	for f := range s.open {
		if f.session == session {
			ended = append(ended, f)
		}
	}
	s.mu.Unlock()
	for _, f := range ended {
		s.remove(f, true)
	}
}
