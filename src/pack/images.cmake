# Packs specs/ and templates/ into read-only images and links them into the facts layer. Included by
# src/CMakeLists.txt, because a file made by a build step is known in its own folder only.
file(GLOB infragen_pack_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/pack/*.cpp)
list(REMOVE_ITEM infragen_pack_sources ${CMAKE_SOURCE_DIR}/src/pack/main.cpp)
add_library(infragen_packing STATIC ${infragen_pack_sources})
target_include_directories(infragen_packing PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(infragen_packing PUBLIC nlohmann_json::nlohmann_json PkgConfig::LZMA)
add_executable(infragen_pack ${CMAKE_SOURCE_DIR}/src/pack/main.cpp)
target_link_libraries(infragen_pack PRIVATE infragen_packing)

# infragen_image(aws provider INPUT DEPENDS files...): symbol infragen_aws_image, packed by `infragen_pack provider`.
function(infragen_image name command input)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  set(image ${CMAKE_CURRENT_BINARY_DIR}/${name}.image)
  add_custom_command(
    OUTPUT ${image}
    COMMAND infragen_pack ${command} ${input} ${image}
    DEPENDS infragen_pack ${ARG_DEPENDS}
    COMMENT "Packing ${name}"
    VERBATIM)
  set(INFRAGEN_IMAGE_NAME ${name})
  set(INFRAGEN_IMAGE_FILE ${image})
  configure_file(${CMAKE_SOURCE_DIR}/src/pack/image.S.in ${CMAKE_CURRENT_BINARY_DIR}/${name}_image.S @ONLY)
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_image.S PROPERTIES OBJECT_DEPENDS ${image})
  target_sources(infragen_facts PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${name}_image.S)
endfunction()

# A file that vanished leaves no newer file behind: the list of names is part of what the image depends on.
function(infragen_file_list result)
  string(JOIN "\n" names ${ARGN})
  file(CONFIGURE OUTPUT ${result} CONTENT "${names}\n" @ONLY)
endfunction()

file(GLOB infragen_provider_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/specs/providers/aws-5.100.0.*)
infragen_image(aws provider ${CMAKE_SOURCE_DIR}/specs/providers/aws-5.100.0 DEPENDS ${infragen_provider_files})

set(infragen_capacity_file ${CMAKE_SOURCE_DIR}/specs/data/aws-capacity.json.xz)
infragen_image(capacity capacity ${infragen_capacity_file} DEPENDS ${infragen_capacity_file})

file(GLOB infragen_kubernetes_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/specs/kubernetes/*.json*
     ${CMAKE_SOURCE_DIR}/specs/charts/*.json*)
infragen_file_list(${CMAKE_CURRENT_BINARY_DIR}/kubernetes.list ${infragen_kubernetes_files})
infragen_image(kubernetes kubernetes ${CMAKE_SOURCE_DIR}/specs/kubernetes
               DEPENDS ${infragen_kubernetes_files} ${CMAKE_CURRENT_BINARY_DIR}/kubernetes.list)

file(GLOB_RECURSE infragen_template_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/templates/*)
infragen_file_list(${CMAKE_CURRENT_BINARY_DIR}/templates.list ${infragen_template_files})
infragen_image(templates templates ${CMAKE_SOURCE_DIR}/templates
               DEPENDS ${infragen_template_files} ${CMAKE_CURRENT_BINARY_DIR}/templates.list)
