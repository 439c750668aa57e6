#pragma once
#include <spawn.h>
#include <sys/resource.h>

// All are behind _GNU_SOURCE and not in scope of the Glibc module (glibc 2.29, 2.34 and 2.13).
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
int prlimit(pid_t pid, int resource, const struct rlimit *limit, struct rlimit *before);
