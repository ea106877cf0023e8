/// One right object a kind, and what is told when one place of it is changed. That the right ones pass is half the
/// test.
#include "catch.hpp"
#include "objects.hpp"

namespace {

const std::string kPod = R"(apiVersion: v1
kind: Pod
metadata: {name: api}
spec:
  dnsPolicy: ClusterFirst
  nodeSelector: {kubernetes.io/arch: arm64}
  securityContext: {runAsUser: 1000, fsGroup: 1000}
  tolerations:
    - {key: dedicated, operator: Equal, value: api, effect: NoExecute, tolerationSeconds: 60}
  topologySpreadConstraints:
    - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
  affinity:
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - {weight: 100, podAffinityTerm: {topologyKey: kubernetes.io/hostname}}
  volumes:
    - {name: scratch, emptyDir: {sizeLimit: 1Gi}}
    - {name: config, configMap: {name: config, items: [{key: a, path: b/c}]}}
    - name: token
      projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 3600}}]}
  initContainers:
    - {name: init, image: "busybox:1", command: [sh]}
  containers:
    - name: api
      image: registry.example.com/api:1
      imagePullPolicy: IfNotPresent
      ports:
        - {name: http, containerPort: 8080}
        - {name: metrics, containerPort: 9090}
      env:
        - {name: A, value: b}
        - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: KEY, valueFrom: {secretKeyRef: {name: secret, key: k}}}
      envFrom:
        - {configMapRef: {name: config}}
      resources:
        requests: {cpu: 250m, memory: 256Mi}
        limits: {cpu: 1, memory: 512Mi, x.io/gpu: 1}
      volumeMounts:
        - {name: config, mountPath: /etc/config}
        - {name: scratch, mountPath: /scratch, subPath: x}
      readinessProbe:
        httpGet: {path: /ready, port: http}
        periodSeconds: 10
      livenessProbe:
        tcpSocket: {port: 8080}
        failureThreshold: 3
      securityContext: {allowPrivilegeEscalation: false, privileged: false}
)";

struct Change {
  std::string from, to;
  std::string expected;  ///< `path: message` of the only problem; a part of it is enough
};

/// Applies each change to `text` and compares what is told.
void check_changes(const std::string& text, const std::vector<Change>& changes) {
  REQUIRE(object_lines(text) == Lines{});
  for (const Change& change : changes) {
    INFO(change.from << " -> " << change.to);
    const std::size_t at = text.find(change.from);
    REQUIRE(at != std::string::npos);
    std::string changed = text;
    const Lines found = object_lines(changed.replace(at, change.from.size(), change.to));
    if (change.expected.empty()) {
      CHECK(found == Lines{});
      continue;
    }
    CHECK(found.size() == 1);
    if (!found.empty()) CHECK_THAT(found[0], Catch::Contains(change.expected));
  }
}

}  // namespace

TEST_CASE("containers: names, images, ports") {
  const std::string c = "spec.containers[0].";
  check_changes(
      kPod,
      {
          {"name: api\n      image", "name: Api\n      image", c + "name: `Api` must be lower case"},
          {"name: api\n      image", "name: init\n      image", "spec.initContainers[0].name: `init` stands twice"},
          {"registry.example.com/api:1", "\"\"", c + "image: must not be empty"},
          {"registry.example.com/api:1", "\" a\"", c + "image: must not begin or end with a blank"},
          {"IfNotPresent", "Sometimes", c + "imagePullPolicy: `Sometimes` is none of"},
          {"containerPort: 8080", "containerPort: 0", c + "ports[0].containerPort: `0` is not between 1 and 65535"},
          {"containerPort: 8080", "containerPort: 65535", ""},
          {"containerPort: 8080", "containerPort: 65536", "ports[0].containerPort"},
          {"name: metrics", "name: http", c + "ports[1].name: `http` stands twice"},
          {"name: metrics", "name: a-name-with-16-b",
           "ports[1].name: `a-name-with-16-b` has 16 bytes, and may have 15"},
          {"name: metrics", "name: a--b", "single `-`"},
          {"name: metrics", "name: \"90\"", "must have a letter"},
          {"containerPort: 9090}", "containerPort: 9090, protocol: HTTP}",
           "protocol: `HTTP` is none of `TCP`, `UDP`, `SCTP`"},
          {"containerPort: 9090}", "containerPort: 9090, hostPort: 70000}", "hostPort: `70000` is not between"},
      });
}

TEST_CASE("containers: environment") {
  const std::string c = "spec.containers[0].";
  check_changes(kPod, {
                          {"name: A, value: b", "name: \"\", value: b", c + "env[0].name: must not be empty"},
                          {"name: A, value: b", "name: A=B, value: b", c + "env[0].name: `A=B` must be printable"},
                          {"name: A, value: b", "name: 1A, value: b", ""},
                          {"name: A, value: b", "name: POD, value: b", "`POD` is written twice"},
                          {"name: POD, valueFrom", "name: POD, value: x, valueFrom",
                           "env[1].valueFrom: has a place only where there is no `value`"},
                          {"fieldPath: metadata.name", "fieldPath: metadata.owner",
                           "`metadata.owner` is no field that a variable may take"},
                          {"fieldPath: metadata.name", "fieldPath: \"metadata.labels['a/b']\"", ""},
                          {"{fieldRef: {fieldPath: metadata.name}}", "{}", "env[1].valueFrom: needs one of"},
                          {"{name: secret, key: k}", "{name: secret, key: a b}", "key: `a b` must be letters"},
                          {"{name: secret, key: k}", "{name: \"\", key: k}", "secretKeyRef.name: must not be empty"},
                          {"configMapRef: {name: config}", "configMapRef: {name: config}, secretRef: {name: x}",
                           "envFrom[0]: has `configMapRef`, `secretRef` together"},
                      });
  Lines old;
  std::string text = kPod;
  text.replace(text.find("name: A, value: b"), 17, "name: 1A, value: b");
  for (const auto& p : object_problems(text, "1.33")) old.push_back(p.message);
  CHECK(old == Lines{"`1A` must be letters, digits, `_`, `-` and `.`, and not begin with a digit"});
}

TEST_CASE("containers: a variable that stands twice is a warning") {
  std::string text = kPod;
  text.replace(text.find("name: A, value"), 14, "name: POD, value");
  const auto found = object_problems(text);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == ObjectKind::shadowed);
  CHECK_FALSE(infragen::verify::is_error(found[0].kind));
}

TEST_CASE("containers: resources") {
  const std::string r = "spec.containers[0].resources.";
  check_changes(
      kPod,
      {
          {"cpu: 250m", "cpu: 2", r + "requests.cpu: the request `2` is more than the limit `1`"},
          {"cpu: 250m", "cpu: 1000m", ""},
          {"cpu: 250m", "cpu: 1001m", "is more than the limit"},
          {"cpu: 250m", "cpu: -1", r + "requests.cpu: `-1` is negative"},
          {"memory: 256Mi", "memory: 0.5Gi", ""},
          {"memory: 256Mi", "memory: 513Mi", "is more than the limit `512Mi`"},
          {"memory: 256Mi", "storage: 1Gi", "`storage` is no resource of a container"},
          {"x.io/gpu: 1}", "x.io/gpu: 1500m}", "limits[\"x.io/gpu\"]: `1500m` is no whole number"},
          {"memory: 256Mi}", "memory: 256Mi, x.io/gpu: 2}", "the request of `x.io/gpu` must be equal to the limit"},
          {"memory: 256Mi}", "memory: 256Mi, y.io/gpu: 2}", "a limit of `y.io/gpu` is required beside the request"},
          {"memory: 256Mi}", "memory: 256Mi, hugepages-2Mi: 4Mi}", "a limit of `hugepages-2Mi` is required"},
      });
}

TEST_CASE("containers: mounts and volumes") {
  check_changes(
      kPod,
      {
          {"{name: config, mountPath", "{name: conf, mountPath", "volumeMounts[0].name: the pod has no volume `conf`"},
          {"mountPath: /scratch", "mountPath: /etc/config", "volumeMounts[1].mountPath: `/etc/config` stands twice"},
          {"subPath: x", "subPath: ../x", "subPath: `../x` must not contain `..`"},
          {"subPath: x", "subPath: /x", "subPath: `/x` must be a relative path"},
          {"subPath: x", "subPath: x, subPathExpr: y", "subPathExpr: has a place only where there is no `subPath`"},
          {"{name: scratch, emptyDir: {sizeLimit: 1Gi}}", "{name: scratch, emptyDir: {}, secret: {secretName: a}}",
           "spec.volumes[0]: has several sources"},
          {"- name: token", "- name: Token", "spec.volumes[2].name: `Token` must be lower case"},
          {"sizeLimit: 1Gi", "sizeLimit: -1Gi", "sizeLimit: `-1Gi` is negative"},
          {"configMap: {name: config,", "configMap: {name: \"\",", "spec.volumes[1].configMap.name: must not be empty"},
          {"path: b/c", "path: ../c", "path: `../c` must not contain `..`"},
          {"{key: a, path: b/c}", "{key: a, path: b, mode: 512}", "mode: `512` is not between 0 and 511"},
          {"expirationSeconds: 3600", "expirationSeconds: 599", "expirationSeconds: `599` is not between 600 and"},
          {"{path: token,", "{path: /token,", "must be a relative path"},
      });
}

TEST_CASE("containers: probes and what they ask") {
  check_changes(
      kPod, {
                {"httpGet: {path: /ready, port: http}", "httpGet: {path: /ready, port: web}",
                 "readinessProbe.httpGet.port: the container has no port `web`"},
                {"httpGet: {path: /ready, port: http}", "httpGet: {path: /ready, port: 0}",
                 "port: `0` is not between 1 and 65535"},
                {"httpGet: {path: /ready, port: http}", "httpGet: {path: /ready, port: http, scheme: ftp}",
                 "scheme: `ftp` is none of"},
                {"httpGet: {path: /ready, port: http}", "exec: {command: [a]}\n        httpGet: {port: http}",
                 "readinessProbe: has `exec`, `httpGet` together"},
                {"periodSeconds: 10", "periodSeconds: -1", "periodSeconds: `-1` is less than 0"},
                {"periodSeconds: 10", "terminationGracePeriodSeconds: 5", "a readiness probe ends no container"},
                {"periodSeconds: 10", "successThreshold: 2", ""},
                {"failureThreshold: 3", "successThreshold: 2", "livenessProbe.successThreshold: `2` is not 1"},
                {"tcpSocket: {port: 8080}", "exec: {command: []}", "exec.command: must not be empty"},
                {"tcpSocket: {port: 8080}", "periodSeconds: 5",
                 "livenessProbe: needs one of `exec`, `httpGet`, `tcpSocket`, `grpc`"},
                {"command: [sh]}", "command: [sh], livenessProbe: {tcpSocket: {port: 1}}}",
                 "initContainers[0].livenessProbe: an init container has none"},
                {"command: [sh]}", "command: [sh], restartPolicy: Always, livenessProbe: {tcpSocket: {port: 1}}}", ""},
            });
}

TEST_CASE("containers: what they may do") {
  const std::string safe = "{allowPrivilegeEscalation: false, privileged: false}";
  check_changes(
      kPod,
      {
          {safe, "{allowPrivilegeEscalation: false, privileged: true}",
           "allowPrivilegeEscalation: is `false`, and the container is privileged"},
          {safe, "{allowPrivilegeEscalation: true, privileged: true}", ""},
          {safe, "{allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}}", "`CAP_SYS_ADMIN` is added"},
          {safe, "{runAsNonRoot: true, runAsUser: 0}", "securityContext.runAsUser: the container must not run as root"},
          {safe, "{runAsNonRoot: true}", ""},
          {safe, "{runAsUser: -1}", "runAsUser: `-1` is not between 0 and"},
          {"{runAsUser: 1000, fsGroup: 1000}", "{runAsUser: 0, seccompProfile: {type: Some}}",
           "seccompProfile.type: `Some` is none of"},
      });
}

TEST_CASE("pods: where they run") {
  const std::string toleration =
      "{key: dedicated, operator: Equal, value: api, effect: NoExecute, tolerationSeconds: 60}";
  const std::string spread = "- {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}";
  check_changes(
      kPod, {
                {"kubernetes.io/arch: arm64", "kubernetes.io/arch: arm 64",
                 "spec.nodeSelector[\"kubernetes.io/arch\"]: `arm 64` must be letters"},
                {toleration, "{key: a, effect: NoSchedule, tolerationSeconds: 1}",
                 "tolerationSeconds: is for `effect: NoExecute` alone"},
                {toleration, "{key: a, operator: Exists, value: b}", "value: `Exists` takes no value"},
                {toleration, "{effect: NoSchedule}", "without a key the operator must be `Exists`"},
                {toleration, "{operator: Exists}", ""},
                {toleration, "{key: a, operator: Is}", "operator: `Is` is none of"},
                {toleration, "{key: a, effect: Never}", "effect: `Never` is none of"},
                {"maxSkew: 1", "maxSkew: 0", "maxSkew: `0` is less than 1"},
                {"whenUnsatisfiable: DoNotSchedule", "whenUnsatisfiable: Maybe", "`Maybe` is none of"},
                {spread, spread + "\n    " + spread,
                 "topologySpreadConstraints[1]: a spread over `zone` with `DoNotSchedule` stands twice"},
                {"weight: 100", "weight: 101", "weight: `101` is not between 1 and 100"},
                {"topologyKey: kubernetes.io/hostname", "topologyKey: \"\"", "topologyKey: must not be empty"},
                {"dnsPolicy: ClusterFirst", "dnsPolicy: None", "`dnsConfig` is required"},
                {"dnsPolicy: ClusterFirst", "restartPolicy: Sometimes", "restartPolicy: `Sometimes` is none of"},
                {"dnsPolicy: ClusterFirst", "activeDeadlineSeconds: 0", "activeDeadlineSeconds: `0` is not between 1"},
                {"dnsPolicy: ClusterFirst", "serviceAccountName: A", "serviceAccountName: `A` must be lower case"},
                {"dnsPolicy: ClusterFirst", "hostAliases: [{ip: 10.0.0.300, hostnames: [a]}]",
                 "ip: `10.0.0.300` is no IP address"},
            });
}

namespace {

std::string workload(const std::string& head, const std::string& spec, const std::string& restart = "") {
  return head + "metadata: {name: api}\nspec:\n" + indented(spec, 2) +
         "  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n" +
         (restart.empty() ? "" : "      restartPolicy: " + restart + "\n") +
         "      containers: [{name: a, image: b}]\n";
}

}  // namespace

TEST_CASE("deployments") {
  check_changes(
      workload("apiVersion: apps/v1\nkind: Deployment\n",
               "replicas: 2\nminReadySeconds: 5\nprogressDeadlineSeconds: 60\nstrategy: {rollingUpdate: "
               "{maxUnavailable: 1, maxSurge: 25%}}\n"),
      {
          {"labels: {app: api}", "labels: {app: web}",
           "spec.template.metadata.labels: the selector does not select these labels"},
          {"matchLabels: {app: api}", "matchExpressions: [{key: app, operator: In, values: [api, web]}]", ""},
          {"matchLabels: {app: api}", "matchExpressions: [{key: app, operator: NotIn, values: [api]}]",
           "does not select"},
          {"matchLabels: {app: api}", "matchExpressions: [{key: app, operator: Exists, values: [api]}]",
           "`Exists` takes no values"},
          {"{matchLabels: {app: api}}", "{}", "spec.selector: must not be empty"},
          {"replicas: 2", "replicas: -1", "spec.replicas: `-1` is less than 0"},
          {"{maxUnavailable: 1, maxSurge: 25%}", "{maxUnavailable: 0, maxSurge: 0%}",
           "`maxUnavailable` and `maxSurge` are 0 both"},
          {"maxUnavailable: 1", "maxUnavailable: 101%", "`101%` is more than 100%"},
          {"maxSurge: 25%", "maxSurge: 200%", ""},
          {"maxSurge: 25%", "maxSurge: some", "`some` is neither a whole number nor a percentage"},
          {"{rollingUpdate: ", "{type: Recreate, rollingUpdate: ", "has no place beside `type: Recreate`"},
          {"{rollingUpdate: ", "{type: Replace, rollingUpdate: ", "`Replace` is none of"},
          {"progressDeadlineSeconds: 60", "progressDeadlineSeconds: 5", "must be greater than `minReadySeconds`"},
          {"    spec:\n      containers", "    spec:\n      restartPolicy: Never\n      containers",
           "`Never` is refused"},
          {"    spec:\n      containers", "    spec:\n      activeDeadlineSeconds: 9\n      containers",
           "have no deadline"},
      });
}

TEST_CASE("stateful sets mount what they claim, and daemon sets replace one way") {
  const std::string claims =
      "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: "
      "{storage: 1Gi}}}}]\n";
  const std::string set = workload("apiVersion: apps/v1\nkind: StatefulSet\n", "serviceName: db\n" + claims);
  const std::string containers = "[{name: a, image: b}]";
  check_changes(set, {
                         {containers, "[{name: a, image: b, volumeMounts: [{name: data, mountPath: /d}]}]", ""},
                         {containers, "[{name: a, image: b, volumeMounts: [{name: dat, mountPath: /d}]}]",
                          "the pod has no volume `dat`"},
                         {"[ReadWriteOnce]", "[ReadWriteOnce, ReadWriteOncePod]", "`ReadWriteOncePod` stands alone"},
                         {"storage: 1Gi", "storage: 0", "`0` is not greater than zero"},
                         {"serviceName: db", "podManagementPolicy: Serial", "`Serial` is none of"},
                         {"serviceName: db", "updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}",
                          "has no place beside `type: OnDelete`"},
                     });
  check_changes(
      workload("apiVersion: apps/v1\nkind: DaemonSet\n", "updateStrategy: {rollingUpdate: {maxUnavailable: 1}}\n"),
      {
          {"{maxUnavailable: 1}", "{maxUnavailable: 0}", "are 0 both"},
          {"{maxUnavailable: 1}", "{maxSurge: 1}", "maxSurge: has a place only where `maxUnavailable` is 0"},
          {"{maxUnavailable: 1}", "{maxUnavailable: 0, maxSurge: 1}", ""},
      });
}

TEST_CASE("jobs and their schedules") {
  const std::string pods =
      "    metadata: {labels: {app: a}}\n    spec: {restartPolicy: Never, containers: [{name: a, image: b}]}\n";
  check_changes("apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  backoffLimit: 1\n  template:\n" + pods,
                {
                    {"restartPolicy: Never", "restartPolicy: Always", "`Always` is refused: a job's pods end"},
                    {"restartPolicy: Never, ", "", "`restartPolicy` is required"},
                    {"backoffLimit: 1", "backoffLimit: -1", "`-1` is less than 0"},
                    {"backoffLimit: 1", "completionMode: Indexed", "`completions` is required"},
                    {"backoffLimit: 1", "selector: {matchLabels: {app: a}}", "a job gets a selector of its own"},
                    {"{name: a}\nspec", "{name: " + std::string(64, 'a') + "}\nspec", "the name of a Job may have 63"},
                });
  const std::string cron =
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: \"0 3 * * *\"\n  timeZone: "
      "Asia/Seoul\n  jobTemplate:\n    spec:\n      template:\n" +
      indented(pods, 4);
  std::vector<Change> changes = {
      {"Asia/Seoul", "Local", "timeZone: `Local` is the zone of a machine"},
      {"Asia/Seoul", "\"\"", "timeZone: must not be empty"},
      {"timeZone: Asia/Seoul", "concurrencyPolicy: Queue", "`Queue` is none of"},
      {"0 3 * * *", "TZ=UTC 0 3 * * *", "must not name a time zone"},
  };
  for (const char* right :
       {"*/15 0-5,8 1,15 * ?", "0 0 * JAN-mar Sun", "@daily", "@every 1h30m", "5/10 * * * *", " 0  3 * * *"}) {
    changes.push_back({"0 3 * * *", right, ""});
  }
  for (const char* wrong :
       {"0 3 * *", "0 3 * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 7", "5-1 * * * *",
        "*/0 * * * *", "a * * * *", "@often", "@every soon", "1-2-3 * * * *", "*-5 * * * *"}) {
    changes.push_back({"0 3 * * *", wrong, "spec.schedule: "});
  }
  check_changes(cron, changes);
}

TEST_CASE("services") {
  const std::string service = R"(apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  type: ClusterIP
  selector: {app: api}
  ports:
    - {name: http, port: 80, targetPort: http}
    - {name: metrics, port: 9090}
)";
  check_changes(
      service,
      {
          {"port: 80,", "port: 0,", "ports[0].port: `0` is not between"},
          {"{name: metrics, port", "{name: http, port", "`http` stands twice"},
          {"{name: metrics, port", "{port", "spec.ports[1]: `name` is required"},
          {"port: 9090", "port: 80", "ports[1].port: `80` with TCP stands twice"},
          {"port: 9090", "port: 80, protocol: UDP", ""},
          {"targetPort: http", "targetPort: 0", ""},
          {"targetPort: http", "targetPort: 70000", "targetPort: `70000` is not between"},
          {"targetPort: http", "targetPort: not_a_port", "targetPort: `not_a_port` must be"},
          {"port: 9090", "port: 9090, nodePort: 30000", "nodePort: has no place in a Service of type `ClusterIP`"},
          {"type: ClusterIP", "type: Balanced", "`Balanced` is none of"},
          {"type: ClusterIP", "type: LoadBalancer\n  clusterIP: None", "must not be `None`"},
          {"type: ClusterIP", "clusterIP: 10.0.0.300", "is neither `None` nor an IP address"},
          {"type: ClusterIP", "externalTrafficPolicy: Local",
           "externalTrafficPolicy: has no place in a Service of type `ClusterIP`"},
          {"type: ClusterIP", "type: ExternalName", "`externalName` is required"},
          {"type: ClusterIP", "loadBalancerSourceRanges: [10.0.0.0/8]", "loadBalancerSourceRanges: has no place"},
          {"type: ClusterIP", "type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/33]",
           "`10.0.0.0/33` is no CIDR block"},
          {"type: ClusterIP", "sessionAffinity: Cookie", "`Cookie` is none of"},
          {"{app: api}", "{app: a b}", "spec.selector.app: `a b`"},
      });
}

TEST_CASE("ingresses") {
  const std::string ingress = R"(apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: alb
  rules:
    - host: a.example.com
      http:
        paths:
          - {path: /a, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
)";
  check_changes(ingress,
                {
                    {"path: /a", "path: a", "path: `a` must begin with `/`"},
                    {"path: /a", "path: /a//b", "must not contain `//`"},
                    {"path: /a", "path: /a/..", "must not end with `/..`"},
                    {"pathType: Prefix", "pathType: Glob", "`Glob` is none of"},
                    {"pathType: Prefix, ", "", "`pathType` is required"},
                    {"number: 80", "number: 80, name: http", "has a name and a number"},
                    {"{number: 80}", "{}", "the port needs `name` or `number`"},
                    {"number: 80", "number: 70000", "`70000` is not between"},
                    {"{service: {name: api, port: {number: 80}}}", "{}", "backend: needs one of `service`, `resource`"},
                    {"host: a.example.com", "host: \"*.example.com\"", ""},
                    {"host: a.example.com", "host: \"a.*.com\"", "host: `a.*.com` must be"},
                    {"host: a.example.com", "host: 10.0.0.1", "is an address, and must be a name"},
                });
}

TEST_CASE("network policies") {
  const std::string policy = R"(apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {matchLabels: {app: api}}
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}]
      ports: [{protocol: TCP, port: 8080, endPort: 8090}]
  egress:
    - to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
)";
  check_changes(policy, {
                            {"10.0.0.0/8", "10.0.0.0", "cidr: `10.0.0.0` is no CIDR block"},
                            {"[10.1.0.0/16]", "[11.1.0.0/16]", "except[0]: `11.1.0.0/16` is no part of `10.0.0.0/8`"},
                            {"[10.1.0.0/16]", "[10.0.0.0/8]", "is no part of"},
                            {"endPort: 8090", "endPort: 8079", "`8079` is less than `port`"},
                            {"port: 8080, endPort", "port: http, endPort", "endPort: needs a `port` that is a number"},
                            {"[{podSelector: {matchLabels: {app: web}}}]", "[{}]", "from[0]: needs one of"},
                            {"{matchLabels: {app: web}}}]", "{}, ipBlock: {cidr: 10.0.0.0/8}}]",
                             "ipBlock: has no place beside a selector"},
                            {"[Ingress, Egress]", "[Ingress, Both]", "`Both` is none of"},
                        });
}

TEST_CASE("autoscalers") {
  const std::string scaler = R"(apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: api}
spec:
  minReplicas: 2
  maxReplicas: 10
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
  metrics:
    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 300, policies: [{type: Percent, value: 10, periodSeconds: 60}]}
)";
  check_changes(
      scaler,
      {
          {"minReplicas: 2", "minReplicas: 11", "maxReplicas: `10` is less than `minReplicas`"},
          {"minReplicas: 2", "minReplicas: 0", "minReplicas: `0` is less than 1"},
          {"minReplicas: 2\n  maxReplicas: 10", "maxReplicas: 0", "maxReplicas: `0` is less than 1"},
          {"name: api}\n  metrics", "name: \"\"}\n  metrics", "scaleTargetRef.name: must not be empty"},
          {"averageUtilization: 70", "averageUtilization: 0", "`0` is less than 1"},
          {"averageUtilization: 70", "averageUtilization: 70, averageValue: 1", "of which one may be there"},
          {", averageUtilization: 70", "", "needs `averageUtilization` or `averageValue`"},
          {"type: Utilization", "type: Share", "`Share` is none of"},
          {"{type: Resource, resource: {name: cpu,", "{type: Resource, resource: {name: \"\",",
           "resource.name: must not be empty"},
          {"stabilizationWindowSeconds: 300", "stabilizationWindowSeconds: 3601", "`3601` is not between 0 and 3600"},
          {"periodSeconds: 60", "periodSeconds: 1801", "`1801` is not between 1 and 1800"},
          {"value: 10", "value: 0", "`0` is less than 1"},
          {"[{type: Percent, value: 10, periodSeconds: 60}]", "[]", "policies: must not be empty"},
      });
}

TEST_CASE("disruption budgets") {
  check_changes(
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec:\n  minAvailable: 50%\n  selector: "
      "{matchLabels: {app: a}}\n",
      {
          {"minAvailable: 50%", "minAvailable: 1\n  maxUnavailable: 1",
           "maxUnavailable: has no place beside `minAvailable`"},
          {"minAvailable: 50%", "minAvailable: 101%", "is more than 100%"},
          {"minAvailable: 50%", "maxUnavailable: -1", "`-1` is less than 0"},
          {"minAvailable: 50%", "unhealthyPodEvictionPolicy: Never", "`Never` is none of"},
      });
}

TEST_CASE("config maps and secrets") {
  check_changes("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a.b: c}\n",
                {
                    {"a.b: c", "a b: c", "the key `a b` must be letters"},
                    {"a.b: c", "..a: c", "the key `..a` must not begin with `..`"},
                    {"{a.b: c}", "{a: c}\nbinaryData: {a: YQ==}", "`a` stands in `binaryData` too"},
                    {"a.b: c", "a: " + std::string(1048577, 'x'), "has 1048577 bytes, and may have 1048576"},
                    {"a.b: c", "a: " + std::string(1048576, 'x'), ""},
                });
  check_changes(
      "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/tls\ndata: {tls.crt: YQ==, tls.key: "
      "YQ==}\n",
      {
          {", tls.key: YQ==", "", "needs the key `tls.key`"},
          {"tls.crt: YQ==", "tls.crt: YQ", "data[\"tls.crt\"]: the value is not base64"},
          {"kubernetes.io/tls", "kubernetes.io/basic-auth", "needs the key `username` or `password`"},
          {"kubernetes.io/tls", "kubernetes.io/dockerconfigjson", "needs the key `.dockerconfigjson`"},
          {"kubernetes.io/tls", "kubernetes.io/service-account-token", "needs the annotation"},
          {"kubernetes.io/tls", "Opaque", ""},
      });
}

TEST_CASE("who may do what") {
  check_changes(
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: [{apiGroups: [\"\"], "
      "resources: [pods], verbs: [get]}]\n",
      {
          {"verbs: [get]", "verbs: []", "verbs: must not be empty"},
          {"apiGroups: [\"\"], ", "", "`apiGroups` is required"},
          {"[{apiGroups: [\"\"], resources: [pods],", "[{nonResourceURLs: [/a],", "a Role speaks of resources alone"},
      });
  const std::string binding =
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: "
      "rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: a, namespace: "
      "b}]\n";
  check_changes(binding, {
                             {"kind: ClusterRole,", "kind: Role,", "roleRef.kind: `Role` is none of `ClusterRole`"},
                             {", namespace: b", "", "subjects[0]: `namespace` is required"},
                             {"kind: ServiceAccount", "kind: Robot", "`Robot` is none of"},
                             {"apiGroup: rbac.authorization.k8s.io", "apiGroup: rbac", "`rbac` is not"},
                         });
  check_changes("apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: a}\nvalue: 1000000000\n",
                {
                    {"1000000000", "1000000001", "is more than 1000000000"},
                    {"name: a", "name: system-a", "belong to Kubernetes"},
                });
}

TEST_CASE("rollouts have one strategy, and Services of their own") {
  const std::string rollout = workload("apiVersion: argoproj.io/v1alpha1\nkind: Rollout\n",
                                       "strategy: {blueGreen: {activeService: a, previewService: b}}\n");
  const std::string strategy = "{blueGreen: {activeService: a, previewService: b}}";
  check_changes(rollout,
                {
                    {strategy, "{blueGreen: {activeService: a}, canary: {}}",
                     "spec.strategy: has `blueGreen`, `canary` together"},
                    {strategy, "{}", "spec.strategy: needs one of `blueGreen`, `canary`"},
                    {strategy, "{canary: {steps: [{setWeight: 101}]}}", "`101` is not between 0 and 100"},
                    {strategy, "{canary: {steps: [{setWeight: 10, pause: {}}]}}", "has `setWeight`, `pause` together"},
                    {strategy, "{canary: {maxSurge: 0, maxUnavailable: 0}}", "are 0 both"},
                    {strategy, "{canary: {steps: [{setWeight: 10}, {pause: {duration: 5m}}]}}", ""},
                    {"previewService: b", "previewService: a", "is the same Service as `activeService`"},
                    {"labels: {app: api}", "labels: {app: b}", "does not select"},
                });
}

TEST_CASE("node pools and scaled objects hold what their controllers ask") {
  const std::string pool =
      "apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      "
      "nodeClassRef: {group: g.io, kind: K, name: n}\n      requirements: [{key: karpenter.sh/capacity-type, operator: "
      "In, values: [spot]}]\n";
  check_changes(
      pool,
      {
          {"values: [spot]", "values: []", "`values` is required"},
          {"operator: In, values: [spot]", "operator: Gt, values: [a]", "`Gt` takes one whole number"},
          {"karpenter.sh/capacity-type", "kubernetes.io/hostname", "cannot be asked for"},
          {"spec:\n  template:",
           "spec:\n  disruption: {consolidateAfter: 1m, budgets: [{nodes: \"1\", schedule: \"@daily\"}]}\n  template:",
           "`schedule` and `duration` stand together"},
      });
  const std::string scaled =
      "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: a}\n  "
      "minReplicaCount: 1\n  maxReplicaCount: 5\n  triggers: [{type: cron, metadata: {a: b}}]\n";
  check_changes(scaled,
                {
                    {"maxReplicaCount: 5", "maxReplicaCount: 0", "`minReplicaCount` is 1 and `maxReplicaCount` 0"},
                    {"maxReplicaCount: 5", "idleReplicaCount: 1", "is not less than `minReplicaCount`"},
                });
}
