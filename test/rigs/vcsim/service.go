package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// serviceInstance answers with the server's clock, which a test may shift, and leads to the rig.
type serviceInstance struct {
	*simulator.ServiceInstance
	rig *rig
}

func (s *serviceInstance) CurrentTime(*types.CurrentTime) soap.HasFault {
	return &methods.CurrentTimeBody{
		Res: &types.CurrentTimeResponse{Returnval: s.rig.script.clock(time.Now())},
	}
}

// released are the versions of urn:vim25 since 6.0, newest first.
var released = []string{
	"8.0.3.0", "8.0.2.0", "8.0.1.0", "8.0.0.1", "7.0.3.2", "7.0.3.1", "7.0.3.0", "7.0.2.1", "7.0.2.0", "7.0.1.1", "7.0.1.0", "7.0",
	"6.9.1", "6.8.7", "6.7.3", "6.7.2", "6.7.1", "6.7", "6.5", "6.0", "5.5", "5.1", "5.0", "4.1", "4.0", "2.5u2", "2.5", "2.0",
}

// serviceVersions serves /sdk/vimServiceVersions.xml as a server of the chosen version does.
func (r *rig) serviceVersions(w http.ResponseWriter, _ *http.Request) {
	prior := released
	for i, version := range released {
		if version == r.options.apiVersion {
			prior = released[i+1:]
		}
	}
	var lines strings.Builder
	for _, version := range prior {
		fmt.Fprintf(&lines, "\n   <version>%s</version>", version)
	}
	w.Header().Set("Content-Type", "text/xml")
	fmt.Fprintf(w, xml.Header+`<namespaces version="1.0">
 <namespace>
  <name>urn:vim25</name>
  <version>%s</version>
  <priorVersions>%s
  </priorVersions>
 </namespace>
</namespaces>
`, r.options.apiVersion, lines.String())
}
