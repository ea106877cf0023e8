package main

import (
	"k8s.io/apimachinery/pkg/runtime"
	api "k8s.io/kubernetes/pkg/apis/core"
)

// What the service's storage fills in before it validates: families and addresses of a cluster with IPv4.
func defaultService(object runtime.Object) {
	s, ok := object.(*api.Service)
	if !ok || s.Spec.Type == api.ServiceTypeExternalName {
		return
	}
	if s.Spec.Type == api.ServiceTypeLoadBalancer && s.Spec.ExternalTrafficPolicy == api.ServiceExternalTrafficPolicyLocal &&
		s.Spec.HealthCheckNodePort == 0 {
		s.Spec.HealthCheckNodePort = 32000
	}
	if s.Spec.IPFamilyPolicy == nil {
		policy := api.IPFamilyPolicySingleStack
		s.Spec.IPFamilyPolicy = &policy
	}
	if len(s.Spec.IPFamilies) == 0 {
		s.Spec.IPFamilies = []api.IPFamily{api.IPv4Protocol}
	}
	if len(s.Spec.ClusterIPs) == 0 && s.Spec.ClusterIP != "" {
		s.Spec.ClusterIPs = []string{s.Spec.ClusterIP}
	}
}
