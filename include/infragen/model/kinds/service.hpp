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
  Field<schema::Cpu> cpu;
  Field<schema::Size> memory;
  Field<Replicas> replicas;
  Field<Health> health;
  Field<std::string> profile;      ///< of the project, below what the service says itself
  Field<Map<schema::Text>> env;
  Field<Map<Use>> uses;
  Field<Map<Map<schema::Text>>> variables;
  Field<schema::Duration> logs;
  Field<schema::Address> runs_on;
  Field<std::string> tier;
  Field<ServiceOnEcs> ecs;
  Field<Alarms> alarms;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::Architecture> {
  static constexpr std::string_view name = "architecture", values[] = {"X86_64", "ARM64"};
};

}  // namespace infragen::schema
