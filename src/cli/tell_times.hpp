#pragma once
/// `-v` tells what the phases took.

#include "infragen/cli/run.hpp"
#include "infragen/driver/compile.hpp"
#include "infragen/driver/times.hpp"

namespace infragen::cli {

/// Measures what is compiled with these options, and tells when it ends; nothing when nobody wants to know.
class TellTimes {
 public:
  TellTimes(const Host& host, driver::Options& options) : host_(host) {
    if (host_.trace) options.times = &times_;
  }
  ~TellTimes() {
    if (!host_.trace) return;
    for (const std::string& line : times_.lines()) host_.trace(line);
  }
  TellTimes(const TellTimes&) = delete;
  TellTimes& operator=(const TellTimes&) = delete;

 private:
  const Host& host_;
  driver::Times times_;
};

}  // namespace infragen::cli
