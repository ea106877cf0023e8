"""Right objects: what compare.py changes."""


def meta(name, **more):
    return {"name": name, "namespace": "shop", "labels": {"app.kubernetes.io/name": name}, **more}


def pod_spec(restart=None):
    spec = {
        "serviceAccountName": "api",
        "terminationGracePeriodSeconds": 30,
        "nodeSelector": {"kubernetes.io/arch": "arm64"},
        "dnsPolicy": "ClusterFirst",
        "dnsConfig": {"nameservers": ["10.0.0.10"], "options": [{"name": "ndots", "value": "2"}]},
        "securityContext": {"runAsNonRoot": True, "runAsUser": 1000, "fsGroup": 1000, "seccompProfile": {"type": "RuntimeDefault"}},
        "imagePullSecrets": [{"name": "pull"}],
        "hostAliases": [{"ip": "10.1.2.3", "hostnames": ["db.local"]}],
        "priorityClassName": "high",
        "affinity": {
            "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                    {"matchExpressions": [{"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["spot"]}]}]},
                "preferredDuringSchedulingIgnoredDuringExecution": [
                    {"weight": 50, "preference": {"matchExpressions": [{"key": "size", "operator": "Gt", "values": ["4"]}]}}]},
            "podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [
                {"weight": 100, "podAffinityTerm": {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "api"}}}}]}},
        "tolerations": [{"key": "dedicated", "operator": "Equal", "value": "api", "effect": "NoExecute", "tolerationSeconds": 60},
                        {"operator": "Exists"}],
        "topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "DoNotSchedule",
                                       "labelSelector": {"matchLabels": {"app": "api"}}}],
        "volumes": [
            {"name": "scratch", "emptyDir": {"sizeLimit": "1Gi"}},
            {"name": "config", "configMap": {"name": "config", "items": [{"key": "a", "path": "b/c"}], "defaultMode": 420}},
            {"name": "secret", "secret": {"secretName": "secret", "optional": True}},
            {"name": "data", "persistentVolumeClaim": {"claimName": "data"}},
            {"name": "host", "hostPath": {"path": "/var/log", "type": "Directory"}},
            {"name": "both", "projected": {"sources": [
                {"serviceAccountToken": {"path": "token", "expirationSeconds": 3600, "audience": "sts"}},
                {"configMap": {"name": "ca", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
                {"downwardAPI": {"items": [{"path": "ns", "fieldRef": {"fieldPath": "metadata.namespace"}}]}}]}}],
        "initContainers": [
            {"name": "init", "image": "busybox:1", "command": ["sh"], "volumeMounts": [{"name": "scratch", "mountPath": "/scratch"}]},
            {"name": "sidecar", "image": "envoy:1", "restartPolicy": "Always",
             "startupProbe": {"tcpSocket": {"port": 9000}, "failureThreshold": 3}}],
        "containers": [{
            "name": "api", "image": "registry.example.com/api:1.2.3", "imagePullPolicy": "IfNotPresent",
            "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}, {"name": "metrics", "containerPort": 9090}],
            "env": [{"name": "A", "value": "b"}, {"name": "POD", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
                    {"name": "S", "valueFrom": {"secretKeyRef": {"name": "secret", "key": "k", "optional": True}}},
                    {"name": "C", "valueFrom": {"configMapKeyRef": {"name": "config", "key": "k"}}},
                    {"name": "CPU", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}}],
            "envFrom": [{"configMapRef": {"name": "config"}}, {"prefix": "P_", "secretRef": {"name": "secret"}}],
            "resources": {"requests": {"cpu": "250m", "memory": "256Mi"}, "limits": {"cpu": "1", "memory": "512Mi", "x.io/gpu": "1"}},
            "volumeMounts": [{"name": "config", "mountPath": "/etc/config", "readOnly": True},
                             {"name": "data", "mountPath": "/data", "subPath": "x"}],
            "livenessProbe": {"httpGet": {"path": "/live", "port": "http", "scheme": "HTTP", "httpHeaders": [{"name": "X-A", "value": "b"}]},
                              "periodSeconds": 10, "terminationGracePeriodSeconds": 5},
            "readinessProbe": {"exec": {"command": ["true"]}, "initialDelaySeconds": 1, "timeoutSeconds": 1, "successThreshold": 2},
            "startupProbe": {"grpc": {"port": 9090}, "failureThreshold": 30},
            "lifecycle": {"preStop": {"exec": {"command": ["sleep", "5"]}}},
            "securityContext": {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}},
            "terminationMessagePolicy": "File"}],
    }
    if restart:
        spec["restartPolicy"] = restart
    return spec


def template(restart=None):
    return {"metadata": {"labels": {"app": "api"}, "annotations": {"a/b": "c"}}, "spec": pod_spec(restart)}


SELECTOR = {"matchLabels": {"app": "api"}, "matchExpressions": [{"key": "app", "operator": "In", "values": ["api"]}]}
CLAIM = {"accessModes": ["ReadWriteOnce"], "storageClassName": "gp3", "volumeMode": "Filesystem",
         "resources": {"requests": {"storage": "10Gi"}}}

SUBJECTS = [
    {"apiVersion": "v1", "kind": "Pod", "metadata": meta("pod"), "spec": pod_spec("Always")},
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta("api", annotations={"x.io/y": "z"}), "spec": {
        "replicas": 2, "minReadySeconds": 5, "revisionHistoryLimit": 3, "progressDeadlineSeconds": 600, "selector": SELECTOR,
        "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": "25%"}}, "template": template()}},
    {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": meta("db"), "spec": {
        "replicas": 1, "serviceName": "db", "podManagementPolicy": "Parallel", "selector": SELECTOR,
        "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}}, "template": template("Always"),
        "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Delete"},
        "volumeClaimTemplates": [{"metadata": {"name": "more"}, "spec": CLAIM}]}},
    {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": meta("agent"), "spec": {
        "selector": SELECTOR, "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1, "maxSurge": 0}},
        "template": template()}},
    {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": meta("set"), "spec": {"replicas": 1, "selector": SELECTOR, "template": template()}},
    {"apiVersion": "batch/v1", "kind": "Job", "metadata": meta("job"), "spec": {
        "backoffLimit": 2, "completions": 2, "parallelism": 1, "completionMode": "Indexed", "ttlSecondsAfterFinished": 60,
        "activeDeadlineSeconds": 600, "template": template("Never")}},
    {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": meta("nightly"), "spec": {
        "schedule": "0 3 * * mon-fri", "timeZone": "Asia/Seoul", "concurrencyPolicy": "Forbid", "startingDeadlineSeconds": 60,
        "successfulJobsHistoryLimit": 1, "failedJobsHistoryLimit": 1,
        "jobTemplate": {"metadata": {"labels": {"a": "b"}}, "spec": {"backoffLimit": 0, "template": template("OnFailure")}}}},
    {"apiVersion": "v1", "kind": "Service", "metadata": meta("api"), "spec": {
        "type": "ClusterIP", "selector": {"app": "api"}, "sessionAffinity": "None",
        "ports": [{"name": "http", "port": 80, "targetPort": "http", "protocol": "TCP", "appProtocol": "http"},
                  {"name": "metrics", "port": 9090, "targetPort": 9090}]}},
    {"apiVersion": "v1", "kind": "Service", "metadata": meta("balanced"), "spec": {
        "type": "LoadBalancer", "externalTrafficPolicy": "Local", "loadBalancerClass": "service.k8s.aws/nlb",
        "loadBalancerSourceRanges": ["10.0.0.0/8"], "selector": {"app": "api"}, "ports": [{"port": 443, "nodePort": 30443}]}},
    {"apiVersion": "v1", "kind": "Service", "metadata": meta("headless"), "spec": {"clusterIP": "None", "selector": {"app": "db"}}},
    {"apiVersion": "v1", "kind": "Service", "metadata": meta("outside"), "spec": {"type": "ExternalName", "externalName": "db.example.com"}},
    {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": meta("web"), "spec": {
        "ingressClassName": "alb", "tls": [{"hosts": ["a.example.com"], "secretName": "tls"}],
        "defaultBackend": {"service": {"name": "api", "port": {"number": 80}}},
        "rules": [{"host": "a.example.com", "http": {"paths": [
            {"path": "/a", "pathType": "Prefix", "backend": {"service": {"name": "api", "port": {"name": "http"}}}},
            {"pathType": "ImplementationSpecific", "path": "/*", "backend": {"service": {"name": "api", "port": {"number": 80}}}}]}}]}},
    {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": meta("api"), "spec": {
        "podSelector": {"matchLabels": {"app": "api"}}, "policyTypes": ["Ingress", "Egress"],
        "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "web"}}, "namespaceSelector": {}}],
                     "ports": [{"protocol": "TCP", "port": 8080, "endPort": 8090}, {"port": "http"}]}],
        "egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]}}]}]}},
    {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": meta("api"), "spec": {
        "minReplicas": 2, "maxReplicas": 10, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"},
        "metrics": [
            {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}},
            {"type": "Pods", "pods": {"metric": {"name": "rps"}, "target": {"type": "AverageValue", "averageValue": "100"}}},
            {"type": "External", "external": {"metric": {"name": "lag", "selector": {"matchLabels": {"q": "a"}}}, "target": {"type": "Value", "value": "30"}}},
            {"type": "Object", "object": {"describedObject": {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "name": "web"},
                                          "metric": {"name": "rps"}, "target": {"type": "Value", "value": "2k"}}},
            {"type": "ContainerResource", "containerResource": {"name": "cpu", "container": "api",
                                                                "target": {"type": "Utilization", "averageUtilization": 60}}}],
        "behavior": {"scaleDown": {"stabilizationWindowSeconds": 300, "selectPolicy": "Min",
                                   "policies": [{"type": "Percent", "value": 10, "periodSeconds": 60}]},
                     "scaleUp": {"policies": [{"type": "Pods", "value": 4, "periodSeconds": 15}]}}}},
    {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": meta("api"), "spec": {
        "minAvailable": "50%", "selector": SELECTOR, "unhealthyPodEvictionPolicy": "AlwaysAllow"}},
    {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta("config"), "data": {"a": "b", "c.d": "e"}, "binaryData": {"f": "YQ=="}},
    {"apiVersion": "v1", "kind": "Secret", "metadata": meta("tls"), "type": "kubernetes.io/tls", "data": {"tls.crt": "YQ==", "tls.key": "YQ=="}},
    {"apiVersion": "v1", "kind": "Secret", "metadata": meta("login"), "type": "kubernetes.io/basic-auth", "stringData": {"username": "a", "password": "b"}},
    {"apiVersion": "v1", "kind": "Secret", "metadata": meta("pull"), "type": "kubernetes.io/dockerconfigjson", "stringData": {".dockerconfigjson": "{}"}},
    {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": meta("api"), "automountServiceAccountToken": False, "imagePullSecrets": [{"name": "pull"}]},
    {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": meta("data"), "spec": CLAIM},
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "labels": {"a": "b"}}},
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": meta("reader"),
     "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"], "resourceNames": ["a"]}]},
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "system:reader"},
     "rules": [{"nonResourceURLs": ["/healthz"], "verbs": ["get"]}, {"apiGroups": ["apps"], "resources": ["*"], "verbs": ["*"]}],
     "aggregationRule": {"clusterRoleSelectors": [{"matchLabels": {"a": "b"}}]}},
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": meta("reader"),
     "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"},
     "subjects": [{"kind": "ServiceAccount", "name": "api", "namespace": "shop"}, {"kind": "Group", "name": "devs", "apiGroup": "rbac.authorization.k8s.io"}]},
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "reader"},
     "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "reader"},
     "subjects": [{"kind": "ServiceAccount", "name": "api", "namespace": "shop"}]},
    {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": "high"}, "value": 1000, "preemptionPolicy": "Never", "globalDefault": False},
    {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "gp3"}, "provisioner": "ebs.csi.aws.com",
     "parameters": {"type": "gp3"}, "reclaimPolicy": "Delete", "volumeBindingMode": "WaitForFirstConsumer", "allowVolumeExpansion": True},
]
