#pragma once
/// Finds and reads a project's specification files. Everything that later phases see of the disk is in the answer.

#include <map>
#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/support/filesystem.hpp"
#include "infragen/syntax/node.hpp"

namespace infragen::load {

enum class Role : std::uint8_t { project, shared, layer, environment, domain };

struct Source {
  Role role = Role::project;
  std::string path;   ///< relative to the project: `envs/prod/env.yaml`
  std::string unit;   ///< name of the environment, domain or shared stack; of a layer its path below `envs`
  syntax::Document document;
};

/// A file that a specification names: its text is part of what is built.
struct Attached {
  std::string path;   ///< relative to the project
  source::FileId file = source::no_file;
};

/// A folder that a specification names for the Terraform files in it.
struct Folder {
  std::string problem;   ///< why it is not taken: `does not exist`; empty: it is
  std::vector<source::FileId> files;   ///< by name
  bool partial = false;  ///< it has files of other forms too (JSON, overrides)
};

struct Loaded {
  source::Files files;
  std::vector<Source> sources;   ///< sorted by path
  std::map<std::string, source::FileId> templates;  ///< `terraform/alb.tf` -> text; replaces a built-in one, or adds to it
  std::map<source::Span, Attached> attached;        ///< where it is named -> the file; without those that cannot be read
  std::map<source::Span, std::string> called;       ///< where a folder is named -> its path, relative to the project
  std::map<std::string, Folder> folders;            ///< by path
  std::string lock;              ///< text of infragen.lock; empty when there is none
  source::FileId lock_file = source::no_file;
};

/// Reads `infragen.yaml`, `shared/*.yaml`, `envs/*.yaml`, `envs/<name>/*.yaml`, `domains/<name>/*.yaml`,
/// `templates/terraform/*.tf` and `infragen.lock` below `root`. Links are not followed: a project's files are its own.
Loaded load(support::FileSystem& fs, const std::string& root, diag::Sink& sink);

}  // namespace infragen::load
