#include <cstdio>

int main() {
  std::puts("infragen 0.1.0");
  return 0;
}
