package main

import (
	"flag"
	"log"
	"strings"

	"github.com/vmware/govmomi/simulator"
)

// options are the command line's.
type options struct {
	mode         string // vc or esx
	user         string
	password     string
	apiVersion   string
	machines     int // in all, rounded up to a multiple of the pools
	hosts        int // standalone hosts
	clusters     int
	clusterHosts int // hosts in each cluster
	datacenters  int
	datastores   int
	poweredOff   bool
	lenient      bool
	port         int    // of the API; 0 is any that is free
	pem          string // the certificate and its key; empty for new ones
}

func parseOptions() options {
	var o options
	flag.StringVar(&o.mode, "mode", "vc", "vc or esx")
	flag.StringVar(&o.user, "user", "", "the user (default administrator@vsphere.local, or root in esx mode)")
	flag.StringVar(&o.password, "password", "VMware1!", "the user's password")
	flag.StringVar(&o.apiVersion, "api", "8.0.3.0", "the API version served")
	flag.IntVar(&o.machines, "vms", 10, "virtual machines in all")
	flag.IntVar(&o.hosts, "hosts", 1, "standalone hosts in each datacenter")
	flag.IntVar(&o.clusters, "clusters", 1, "clusters in each datacenter")
	flag.IntVar(&o.clusterHosts, "cluster-hosts", 3, "hosts in each cluster")
	flag.IntVar(&o.datacenters, "datacenters", 1, "datacenters")
	flag.IntVar(&o.datastores, "datastores", 1, "datastores")
	flag.BoolVar(&o.poweredOff, "powered-off", false, "leave the machines off")
	flag.BoolVar(&o.lenient, "lenient", false, "take requests that break the schema, as plain vcsim does")
	flag.IntVar(&o.port, "port", 0, "the API's port (0 is any that is free)")
	flag.StringVar(&o.pem, "pem", "", "the certificate and its key, as PEM; new ones without")
	flag.Parse()

	if o.mode != "vc" && o.mode != "esx" {
		log.Fatalf("-mode %q: neither vc nor esx", o.mode)
	}
	if o.user == "" {
		o.user = map[string]string{"vc": "administrator@vsphere.local", "esx": "root"}[o.mode]
	}
	return o
}

// newModel is an inventory yet to be made, and how many machines go in each resource pool: in vc mode they are spread
// evenly over the clusters and the standalone hosts.
func newModel(o options) (*simulator.Model, int) {
	model := simulator.VPX()
	pools := 1
	if o.mode == "esx" {
		model = simulator.ESX()
	} else {
		model.Datacenter = o.datacenters
		model.Host = o.hosts
		model.Cluster = o.clusters
		model.ClusterHost = o.clusterHosts
		pools = max(1, o.datacenters*(o.hosts+o.clusters))
	}
	model.Datastore = o.datastores
	model.Autostart = !o.poweredOff
	perPool := (o.machines + pools - 1) / pools
	model.Machine = min(1, perPool)

	about := &model.ServiceContent.About
	parts := strings.Split(o.apiVersion, ".")
	about.FullName = strings.Replace(about.FullName, about.Version, strings.Join(parts[:min(3, len(parts))], "."), 1)
	about.Version = strings.Join(parts[:min(3, len(parts))], ".")
	about.ApiVersion = o.apiVersion

	return model, perPool
}

// canonicalUser is the name a server gives a session: a vCenter answers "DOMAIN\user" to a login of "user@domain".
func canonicalUser(login string) string {
	user, domain, found := strings.Cut(login, "@")
	if !found {
		return login
	}
	return strings.ToUpper(domain) + `\` + user
}
