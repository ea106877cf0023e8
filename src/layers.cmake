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
endfunction()
