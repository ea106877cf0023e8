#pragma once
/// Mistakes made mechanically: every way in which an operator can break a line of a specification.

#include <cstddef>
#include <string>
#include <vector>

#include "judge.hpp"

namespace infragen::test {

/// One broken variant of a project.
struct Mistake {
  std::string name;        ///< `misspelled-key envs/base.yaml:7 subnets`: operator, place in the unbroken file, word
  Sources files;
  std::string path;        ///< the file that was broken
  std::size_t from = 0;    ///< 1-based lines of the broken file within which a finding is near
  std::size_t to = 0;
};

/// All mistakes in all specifications, by operator, file and line.
std::vector<Mistake> mistakes_in(const Sources& files);

/// Names of the operators, in their order.
std::vector<std::string> operators();

}  // namespace infragen::test
