#pragma once
/// YAML -> long form. Walks a document along the descriptions: every short form becomes what it stands for, every key
/// and every scalar is held against its field. What does not fit is reported here, once, and left out, so that later
/// phases meet only what fits.

#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/load/load.hpp"
#include "infragen/tree/value.hpp"

namespace infragen::expand {

/// One file in long form: a map of header fields, settings, kinds (`postgres` -> name -> object), `defaults` (kind ->
/// object) and `domains` (domain -> kind -> name -> object). Objects of documents may hold `in` and `only`.
struct Document {
  load::Role role = load::Role::project;
  std::string path;
  std::string unit;
  bool poisoned = false;
  tree::Value tree;
};

Document expand(const load::Source& source, diag::Sink& sink);

/// Reads the files that documents name in fields for that, into `loaded.attached`. A name counts from the folder of the
/// file that says it, and none leads out of the project. Terraform files of folders that documents name for that go into
/// `loaded.folders`; what is wrong with a folder stands there, as others may say that it is none.
void attach(support::FileSystem& fs, const std::string& root, const std::vector<Document>& documents, load::Loaded& loaded, diag::Sink& sink);

}  // namespace infragen::expand
