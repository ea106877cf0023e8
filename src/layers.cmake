# The headers that most files read, precompiled once for all layers.
if(INFRAGEN_PCH)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/standard.cpp CONTENT "" @ONLY)
  add_library(infragen_standard OBJECT ${CMAKE_CURRENT_BINARY_DIR}/standard.cpp)
  target_link_libraries(infragen_standard PRIVATE fmt::fmt Threads::Threads)
  target_precompile_headers(infragen_standard PRIVATE ${CMAKE_SOURCE_DIR}/src/support/standard.hpp)
endif()

# One static library a folder of src/. `infragen_layer(hcl USES support LIBS fmt::fmt)` compiles every .cpp of
# src/hcl; USES names the layers whose headers it may include. tests/architecture holds the same table against the
# #include lines themselves.
function(infragen_layer name)
  cmake_parse_arguments(ARG "" "" "USES;LIBS;PRIVATE_LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(infragen_${name} STATIC ${sources})
  target_include_directories(infragen_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include PRIVATE ${CMAKE_SOURCE_DIR}/src)
  list(TRANSFORM ARG_USES PREPEND infragen_)
  target_link_libraries(infragen_${name} PUBLIC ${ARG_USES} ${ARG_LIBS} PRIVATE ${ARG_PRIVATE_LIBS})
  if(INFRAGEN_PCH)
    target_precompile_headers(infragen_${name} REUSE_FROM infragen_standard)
  endif()
endfunction()
