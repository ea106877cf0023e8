#pragma once
#include "infragen/model/alarms.hpp"

namespace infragen::model {

enum class Architecture : std::uint8_t { x86_64, arm64 };

/// What only ECS has.
struct ServiceOnEcs {
  Field<Architecture> architecture;
  Field<schema::Size> storage;
  Field<bool> execute_command;
  Field<schema::Percent> healthy_minimum;
  Field<schema::Percent> healthy_maximum;
};

/// How a new version takes the place of the old one.
enum class RolloutBy : std::uint8_t { rolling, blue_green, canary };
enum class Promotion : std::uint8_t { automatic, manual };

struct BlueGreen {
  Field<Promotion> promote;
  Field<schema::Duration> keep_old;
};
struct Canary {
  Field<List<schema::Percent>> steps;   ///< shares of the copies that are new, one after the other
  Field<schema::Duration> pause;        ///< after each
};
struct Rollouts {
  Field<BlueGreen> blue_green;
  Field<Canary> canary;
};

/// What only Kubernetes has.
struct ServiceOnKubernetes {
  Field<std::string> space;              ///< `namespace`
  Field<schema::Duration> stop;          ///< between the signal to end and the end
  Field<Map<std::string>> annotations;   ///< of its pods
  Field<Map<std::string>> node_selector;
};

/// A program that runs all the time; one with a port can be called.
struct Service {
  Common common;
  Field<std::string> image;
  Field<List<std::string>> command;     ///< instead of what the image starts: Kubernetes' word, ECS says entryPoint
  Field<List<std::string>> args;        ///< ECS says command
  Field<std::int64_t> port;
  Field<std::string> base_path;
  Field<bool> read_only;
  Field<List<std::string>> writable;
  Field<std::int64_t> user;              ///< under which it runs
  Field<Map<std::string>> labels;        ///< of its copies
  Field<schema::CpuRange> cpu;
  Field<schema::SizeRange> memory;
  Field<Replicas> replicas;
  Field<Health> health;
  Field<std::string> profile;      ///< of the project, below what the service says itself
  Field<Map<schema::Text>> env;
  Field<Map<Use>> uses;
  Field<Map<Map<schema::Text>>> variables;
  Field<schema::Duration> logs;
  Field<schema::Address> runs_on;
  Field<std::string> tier;
  Field<RolloutBy> rollout;
  Field<Rollouts> rollouts;
  Field<ServiceOnEcs> ecs;
  Field<ServiceOnKubernetes> kubernetes;
  Field<Alarms> alarms;
};

struct Environment;
/// The namespace of what runs in Kubernetes: of the environment, or of one service there.
std::string namespace_of(const Environment& env);
std::string namespace_of(const Environment& env, const Service& service);

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::RolloutBy> {
  static constexpr std::string_view name = "way to roll out", values[] = {"rolling", "blue-green", "canary"};
};
template <>
struct Names<model::Promotion> {
  static constexpr std::string_view name = "promotion", values[] = {"automatic", "manual"};
};
template <>
struct Names<model::Architecture> {
  static constexpr std::string_view name = "architecture", values[] = {"X86_64", "ARM64"};
};

}  // namespace infragen::schema
