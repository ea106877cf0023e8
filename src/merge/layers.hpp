#pragma once
// Layers as files.

#include <span>
#include <string>

#include "infragen/merge/merge.hpp"

namespace infragen::merge {

/// `envs/prod/env.yaml` extends `../base.yaml`: `envs/base.yaml`. Empty when it leaves the project.
std::string beside(const std::string& file, const std::string& relative);

/// `extends` names `path`, and no document is that layer.
void report_no_layer(const tree::Value& extends, const std::string& path, std::span<const expand::Document> documents, diag::Sink& sink);

}  // namespace infragen::merge
