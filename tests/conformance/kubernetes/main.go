// Says what the API server of Kubernetes would answer to objects: strict decoding, defaults, and the validation of the
// kind's registry strategy, as create and (with an old object) as update. Runs no server and needs no cluster.
//
// Input: JSON lines {"id": any, "object": {…}, "old": {…}}; output: {"id", "errors": [{"type", "field", "detail"}]}, one
// line each, in order. An object of a kind that is not in the table below has "skipped": true.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"

	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/ingressclass"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	"k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
	"k8s.io/kubernetes/pkg/registry/storage/storageclass"
)

type strategy interface {
	rest.RESTCreateStrategy
	rest.RESTUpdateStrategy
}

type entry struct {
	resource string
	strategy strategy
}

var strategies = map[schema.GroupKind]entry{
	{Group: "apps", Kind: "Deployment"}:                               {"deployments", deployment.Strategy},
	{Group: "apps", Kind: "StatefulSet"}:                              {"statefulsets", statefulset.Strategy},
	{Group: "apps", Kind: "DaemonSet"}:                                {"daemonsets", daemonset.Strategy},
	{Group: "apps", Kind: "ReplicaSet"}:                               {"replicasets", replicaset.Strategy},
	{Group: "batch", Kind: "Job"}:                                     {"jobs", job.Strategy},
	{Group: "batch", Kind: "CronJob"}:                                 {"cronjobs", cronjob.Strategy},
	{Group: "", Kind: "Pod"}:                                          {"pods", pod.Strategy},
	{Group: "", Kind: "ConfigMap"}:                                    {"configmaps", configmap.Strategy},
	{Group: "", Kind: "Secret"}:                                       {"secrets", secret.Strategy},
	{Group: "", Kind: "Service"}:                                      {"services", service.Strategy},
	{Group: "", Kind: "ServiceAccount"}:                               {"serviceaccounts", serviceaccount.Strategy},
	{Group: "", Kind: "PersistentVolumeClaim"}:                        {"persistentvolumeclaims", persistentvolumeclaim.Strategy},
	{Group: "", Kind: "Namespace"}:                                    {"namespaces", namespace.Strategy},
	{Group: "", Kind: "LimitRange"}:                                   {"limitranges", limitrange.Strategy},
	{Group: "", Kind: "ResourceQuota"}:                                {"resourcequotas", resourcequota.Strategy},
	{Group: "autoscaling", Kind: "HorizontalPodAutoscaler"}:           {"horizontalpodautoscalers", horizontalpodautoscaler.Strategy},
	{Group: "policy", Kind: "PodDisruptionBudget"}:                    {"poddisruptionbudgets", poddisruptionbudget.Strategy},
	{Group: "networking.k8s.io", Kind: "Ingress"}:                     {"ingresses", ingress.Strategy},
	{Group: "networking.k8s.io", Kind: "IngressClass"}:                {"ingressclasses", ingressclass.Strategy},
	{Group: "networking.k8s.io", Kind: "NetworkPolicy"}:               {"networkpolicies", networkpolicy.Strategy},
	{Group: "rbac.authorization.k8s.io", Kind: "Role"}:                {"roles", role.Strategy},
	{Group: "rbac.authorization.k8s.io", Kind: "ClusterRole"}:         {"clusterroles", clusterrole.Strategy},
	{Group: "rbac.authorization.k8s.io", Kind: "RoleBinding"}:         {"rolebindings", rolebinding.Strategy},
	{Group: "rbac.authorization.k8s.io", Kind: "ClusterRoleBinding"}:  {"clusterrolebindings", clusterrolebinding.Strategy},
	{Group: "scheduling.k8s.io", Kind: "PriorityClass"}:               {"priorityclasses", priorityclass.Strategy},
	{Group: "storage.k8s.io", Kind: "StorageClass"}:                   {"storageclasses", storageclass.Strategy},
}

type problem struct {
	Type   string `json:"type"`
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

type request struct {
	ID     json.RawMessage `json:"id"`
	Object json.RawMessage `json:"object"`
	Old    json.RawMessage `json:"old"`
}

type answer struct {
	ID      json.RawMessage `json:"id"`
	Errors  []problem       `json:"errors"`
	Skipped bool            `json:"skipped,omitempty"`
}

var decoder runtime.Serializer

func decode(body []byte) (runtime.Object, *schema.GroupVersionKind, error) {
	var head struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	}
	if err := json.Unmarshal(body, &head); err != nil {
		return nil, nil, err
	}
	gv, err := schema.ParseGroupVersion(head.APIVersion)
	if err != nil {
		return nil, nil, err
	}
	internal := schema.GroupVersion{Group: gv.Group, Version: runtime.APIVersionInternal}
	object, gvk, err := legacyscheme.Codecs.DecoderToVersion(decoder, internal).Decode(body, nil, nil)
	return object, gvk, err
}

func problems(err error) []problem {
	if err == nil {
		return nil
	}
	if status, ok := err.(apierrors.APIStatus); ok && status.Status().Details != nil && len(status.Status().Details.Causes) > 0 {
		var out []problem
		for _, cause := range status.Status().Details.Causes {
			out = append(out, problem{string(cause.Type), cause.Field, cause.Message})
		}
		return out
	}
	return []problem{{"other", "", err.Error()}}
}

// How long a service's addresses are known is the allocator's affair, which fills them in before validation.
func allocate(object runtime.Object) { defaultService(object) }

func judge(r request) (out answer) {
	out = answer{ID: r.ID, Errors: []problem{}}
	defer func() {
		if p := recover(); p != nil {
			out.Errors = append(out.Errors, problem{"panic", "", fmt.Sprint(p)})
		}
	}()
	object, gvk, err := decode(r.Object)
	if err != nil {
		out.Errors = []problem{{"decode", "", err.Error()}}
		return out
	}
	e, known := strategies[gvk.GroupKind()]
	if !known {
		out.Skipped = true
		return out
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		out.Errors = problems(err)
		return out
	}
	if e.strategy.NamespaceScoped() && accessor.GetNamespace() == "" {
		accessor.SetNamespace("default")
	}
	ctx := genericapirequest.WithNamespace(context.Background(), accessor.GetNamespace())
	ctx = genericapirequest.WithRequestInfo(ctx, &genericapirequest.RequestInfo{
		IsResourceRequest: true, APIGroup: gvk.Group, APIVersion: gvk.Version, Resource: e.resource, Verb: "create",
	})
	if len(r.Old) > 0 && string(r.Old) != "null" {
		old, _, err := decode(r.Old)
		if err != nil {
			out.Errors = []problem{{"decode", "", err.Error()}}
			return out
		}
		before, _ := meta.Accessor(old)
		before.SetNamespace(accessor.GetNamespace())
		before.SetResourceVersion("1")
		before.SetUID("u")
		accessor.SetResourceVersion("1")
		accessor.SetUID("u")
		allocate(old)
		out.Errors = append(out.Errors, problems(rest.BeforeUpdate(e.strategy, ctx, object, old))...)
		return out
	}
	allocate(object)
	rest.FillObjectMetaSystemFields(accessor)
	out.Errors = append(out.Errors, problems(rest.BeforeCreate(e.strategy, ctx, object))...)
	return out
}

func main() {
	info, ok := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	if !ok {
		panic("no JSON")
	}
	decoder = info.StrictSerializer
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var r request
			if e := json.Unmarshal(line, &r); e != nil {
				fmt.Fprintln(os.Stderr, "not a request:", e)
				os.Exit(2)
			}
			text, _ := json.Marshal(judge(r))
			out.Write(text)
			out.WriteByte('\n')
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
}
