#pragma once
#include <sys/types.h>

#pragma clang assume_nonnull begin

/// Starts a program on a new pseudo-terminal. The terminal's descriptor; -1 when it failed.
int pty_spawn(
    const char *path, char *_Nullable const *_Nonnull arguments,
    char *_Nullable const *_Nonnull environment, int columns, int rows, pid_t *process);

/// Changes the size of the window, which sends SIGWINCH to the program.
void pty_resize(int descriptor, int columns, int rows);

#pragma clang assume_nonnull end
