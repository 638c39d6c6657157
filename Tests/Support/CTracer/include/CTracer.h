#pragma once

#pragma clang assume_nonnull begin

/// Which system calls are counted.
typedef enum {
  trace_all,
  /// Those that open, read, change or lock files, and may fail.
  trace_files,
  /// Of these, those that change something on the disk or wait for it.
  trace_changes,
} trace_scope;

/// What happens to a program at one of its system calls.
typedef struct {
  /// Which of the counted calls, from 0; below 0 for none.
  long target;
  /// The error that the call answers instead of being made; 0 to kill the program before it.
  int error;
  /// How many calls from the target on answer so.
  long count;
  /// Which calls are counted.
  trace_scope scope;
} trace_plan;

/// How a program ended that was run under a plan.
typedef struct {
  /// How many calls were counted, those after the target too.
  long counted;
  /// The number of the system call at the target; below 0 where it was not reached.
  long call;
  /// Its exit code; below 0 where a signal ended it.
  int exit_code;
  /// The signal that ended it, or 0.
  int signal;
  /// How many bytes it has written to standard output and error, which stand in the buffer.
  long output_size;
} trace_result;

/// Runs a program to its end. Its system calls are counted from the first on that names a path
/// which contains `watched`, without which it just runs.
/// - words: the program's path and arguments, each ended by a zero, and one more zero.
/// - output: takes what it writes, up to `capacity` bytes; the rest is dropped.
///
/// 0, or the system's number of the error that kept it from running.
int trace_run(
    const char *words, const char *_Nullable watched, trace_plan plan, trace_result *result,
    char *_Nullable output, long capacity);

/// What a system call is called, or "call" where it is none of those that reach for files.
const char *trace_call_name(long call);

#pragma clang assume_nonnull end
