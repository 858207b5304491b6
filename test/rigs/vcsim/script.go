package main

import (
	"sync"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// everyMethod stands for all methods that have no setting of their own.
const everyMethod = "*"

// script is what a test asked to happen, by method name.
type script struct {
	mu        sync.Mutex
	delays    map[string]time.Duration
	faults    map[string][]*plannedFault
	failures  map[string][]*plannedFault
	durations map[string]time.Duration
	holds     map[string]bool
	toolless  map[string]bool            // ids of machines in which no Tools run
	withheld  map[string]map[string]bool // by privilege: the ids of the objects on which logins lack it
	released  chan struct{}              // closed when the held tasks may go on
	skew      time.Duration
}

func newScript() *script {
	s := &script{}
	s.reset()
	return s
}

// reset forgets everything and lets held tasks go on.
func (s *script) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.released != nil {
		close(s.released)
	}
	s.delays = make(map[string]time.Duration)
	s.faults = make(map[string][]*plannedFault)
	s.failures = make(map[string][]*plannedFault)
	s.durations = make(map[string]time.Duration)
	s.holds = make(map[string]bool)
	s.toolless = make(map[string]bool)
	s.withheld = make(map[string]map[string]bool)
	s.released = make(chan struct{})
	s.skew = 0
}

func (s *script) setDelay(method string, delay time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delays[method] = delay
}

func (s *script) delay(method string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return byMethod(s.delays, method)
}

func (s *script) addFault(method string, f *plannedFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], f)
}

func (s *script) takeFault(method string) *plannedFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return take(s.faults, method)
}

func (s *script) addFailure(method string, f *plannedFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures[method] = append(s.failures[method], f)
}

func (s *script) setDuration(method string, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.durations[method] = d
}

func (s *script) hold(method string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holds[method] = true
}

// release lets the held tasks go on and holds no further ones.
func (s *script) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.released)
	s.released = make(chan struct{})
	s.holds = make(map[string]bool)
}

// course is how a task started by method is to go: its failure or nil, how long it runs, what it waits for or nil.
func (s *script) course(method string) (*plannedFault, time.Duration, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	duration, held := s.paceOf(method)
	return take(s.failures, method), duration, held
}

// pace is the part of course that also goes for what is no task.
func (s *script) pace(method string) (time.Duration, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paceOf(method)
}

func (s *script) paceOf(method string) (time.Duration, <-chan struct{}) {
	var held <-chan struct{}
	if byMethod(s.holds, method) {
		held = s.released
	}
	return byMethod(s.durations, method), held
}

func (s *script) setTools(machine string, running bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.toolless[machine] = !running
}

func (s *script) toolsRun(machine string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.toolless[machine]
}

// setPrivilege says whether logins have a privilege on an object. What is said of everywhere takes the place of all that
// was said before.
func (s *script) setPrivilege(privilege, object string, held bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if object == everywhere || s.withheld[privilege] == nil {
		s.withheld[privilege] = make(map[string]bool)
	}
	s.withheld[privilege][object] = !held
}

// privileged says whether logins have a privilege on an object, as they do unless told otherwise.
func (s *script) privileged(privilege string, object types.ManagedObjectReference) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	withheld := s.withheld[privilege]
	if lacks, said := withheld[object.Value]; said {
		return !lacks
	}
	return !withheld[everywhere]
}

func (s *script) setSkew(skew time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skew = skew
}

// clock is what the server takes t to be.
func (s *script) clock(t time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return t.Add(s.skew).UTC()
}

func byMethod[T any](settings map[string]T, method string) T {
	if v, ok := settings[method]; ok {
		return v
	}
	return settings[everyMethod]
}

// take uses up one of the faults planned for method; Times 0 never runs out.
func take(planned map[string][]*plannedFault, method string) *plannedFault {
	for _, key := range []string{method, everyMethod} {
		queue := planned[key]
		if len(queue) == 0 {
			continue
		}
		first := queue[0]
		if first.Times > 0 {
			if first.Times--; first.Times == 0 {
				planned[key] = queue[1:]
			}
		}
		return first
	}
	return nil
}
