#define _GNU_SOURCE
#include "CTracer.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

// What a call has to do with files: the argument that is a path, or none; whether it changes what
// is on the disk, and if that depends on flags, the argument that they are.
enum { NO_PATH = -1, CHANGES = -1, NO_CHANGE = 0 };
typedef struct {
  long number;
  const char *name;
  int path;
  int changes;
} file_call;

static const file_call file_calls[] = {
#ifdef SYS_open
    {SYS_open, "open", 0, 1},
    {SYS_creat, "creat", 0, CHANGES},
    {SYS_mkdir, "mkdir", 0, CHANGES},
    {SYS_rename, "rename", 0, CHANGES},
    {SYS_unlink, "unlink", 0, CHANGES},
    {SYS_rmdir, "rmdir", 0, CHANGES},
    {SYS_link, "link", 0, CHANGES},
    {SYS_stat, "stat", 0, NO_CHANGE},
    {SYS_lstat, "lstat", 0, NO_CHANGE},
    {SYS_access, "access", 0, NO_CHANGE},
    {SYS_getdents, "getdents", NO_PATH, NO_CHANGE},
#endif
    {SYS_openat, "openat", 1, 2},
    {SYS_openat2, "openat2", 1, CHANGES},
    {SYS_mkdirat, "mkdirat", 1, CHANGES},
    {SYS_renameat2, "renameat2", 1, CHANGES},
#ifdef SYS_renameat
    {SYS_renameat, "renameat", 1, CHANGES},
#endif
    {SYS_unlinkat, "unlinkat", 1, CHANGES},
    {SYS_linkat, "linkat", 1, CHANGES},
    {SYS_symlinkat, "symlinkat", 2, CHANGES},
#ifdef SYS_newfstatat
    {SYS_newfstatat, "newfstatat", 1, NO_CHANGE},
#endif
    {SYS_statx, "statx", 1, NO_CHANGE},
    {SYS_faccessat, "faccessat", 1, NO_CHANGE},
    {SYS_fstat, "fstat", NO_PATH, NO_CHANGE},
    {SYS_getdents64, "getdents64", NO_PATH, NO_CHANGE},
    {SYS_read, "read", NO_PATH, NO_CHANGE},
    {SYS_pread64, "pread64", NO_PATH, NO_CHANGE},
    {SYS_readv, "readv", NO_PATH, NO_CHANGE},
    {SYS_write, "write", NO_PATH, CHANGES},
    {SYS_writev, "writev", NO_PATH, CHANGES},
    {SYS_pwrite64, "pwrite64", NO_PATH, CHANGES},
    {SYS_pwritev, "pwritev", NO_PATH, CHANGES},
    {SYS_fsync, "fsync", NO_PATH, CHANGES},
    {SYS_fdatasync, "fdatasync", NO_PATH, CHANGES},
    {SYS_sync_file_range, "sync_file_range", NO_PATH, CHANGES},
    {SYS_ftruncate, "ftruncate", NO_PATH, CHANGES},
    {SYS_fallocate, "fallocate", NO_PATH, CHANGES},
    {SYS_copy_file_range, "copy_file_range", NO_PATH, CHANGES},
    {SYS_flock, "flock", NO_PATH, CHANGES},
    {SYS_fcntl, "fcntl", NO_PATH, NO_CHANGE},
    {SYS_fchmod, "fchmod", NO_PATH, CHANGES},
    {SYS_close, "close", NO_PATH, NO_CHANGE},
    {SYS_mmap, "mmap", NO_PATH, NO_CHANGE},
};
static const int file_call_count = sizeof file_calls / sizeof file_calls[0];

static const file_call *find_call(long number) {
  for (int place = 0; place < file_call_count; place++) {
    if (file_calls[place].number == number) return &file_calls[place];
  }
  return NULL;
}

const char *trace_call_name(long call) {
  const file_call *found = find_call(call);
  return found ? found->name : "call";
}

// Calls that may not answer with an error: close has closed all the same, and memory for the
// program itself is no file.
static int may_fail(const file_call *call, const struct __ptrace_syscall_info *info) {
  if (call->number == SYS_close) return 0;
  if (call->number == SYS_mmap) return (int)info->seccomp.args[4] >= 0;
  return 1;
}

static int is_counted(
    trace_scope scope, const file_call *call, const struct __ptrace_syscall_info *info) {
  if (scope == trace_all) return 1;
  if (!call || !may_fail(call, info)) return 0;
  if (scope == trace_files || call->changes == CHANGES) return 1;
  return call->changes > 0 && (info->seccomp.args[call->changes] & (O_CREAT | O_TRUNC)) != 0;
}

// MARK: - The program's side

// Each call stops the program before it is made; only the end of a signal's handler does not.
static int install_filter(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigreturn, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static void become(char *const *arguments, int output, int is_traced) {
  setpgid(0, 0);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) _exit(126);
  close_range(3, ~0U, 0);
  if (is_traced) {
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) _exit(126);
    raise(SIGSTOP);
    if (install_filter() != 0) _exit(126);
  }
  execv(arguments[0], arguments);
  _exit(127);
}

// MARK: - The other side

static int names_path(pid_t thread, uint64_t address, const char *watched) {
  char text[4096];
  size_t size = 0;
  // A string may end shortly before memory that is not there, so pages are read one by one.
  while (size < sizeof text - 1) {
    size_t rest = 4096 - (address + size) % 4096;
    if (rest > sizeof text - 1 - size) rest = sizeof text - 1 - size;
    struct iovec here = {text + size, rest}, there = {(void *)(address + size), rest};
    ssize_t got = process_vm_readv(thread, &here, 1, &there, 1, 0);
    if (got <= 0) break;
    size += (size_t)got;
    if (memchr(text, 0, size)) break;
  }
  text[size] = 0;
  return strstr(text, watched) != NULL;
}

static void answer_with(pid_t thread, int error) {
#if defined(__x86_64__)
  ptrace(PTRACE_POKEUSER, thread, offsetof(struct user_regs_struct, orig_rax), -1L);
  ptrace(PTRACE_POKEUSER, thread, offsetof(struct user_regs_struct, rax), -(long)error);
#elif defined(__aarch64__)
  struct user_regs_struct registers;
  struct iovec whole = {&registers, sizeof registers};
  ptrace(PTRACE_GETREGSET, thread, NT_PRSTATUS, &whole);
  registers.regs[0] = (uint64_t)-(long)error;
  ptrace(PTRACE_SETREGSET, thread, NT_PRSTATUS, &whole);
  int none = -1;
  struct iovec call = {&none, sizeof none};
  ptrace(PTRACE_SETREGSET, thread, NT_ARM_SYSTEM_CALL, &call);
#else
#error "this processor's registers are not known here"
#endif
}

typedef struct {
  const char *watched;
  trace_plan plan;
  trace_result *result;
  int counting;
} trace_state;

// Looks at a call that is about to be made; whether the program is to be killed before it.
static int meet_call(pid_t thread, trace_state *state) {
  struct __ptrace_syscall_info info;
  if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0) return 0;
  if (info.op != PTRACE_SYSCALL_INFO_SECCOMP) return 0;
  long number = (long)info.seccomp.nr;
  const file_call *call = find_call(number);
  if (!state->counting) {
    if (!call || call->path == NO_PATH) return 0;
    state->counting = names_path(thread, info.seccomp.args[call->path], state->watched);
    if (!state->counting) return 0;
  }
  if (!is_counted(state->plan.scope, call, &info)) return 0;
  long place = state->result->counted++;
  long target = state->plan.target;
  if (target < 0 || place < target) return 0;
  if (place == target) state->result->call = number;
  if (state->plan.error == 0) return place == target;
  if (place - target < state->plan.count) answer_with(thread, state->plan.error);
  return 0;
}

static void note_end(int status, trace_result *result) {
  result->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  result->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static int await(pid_t child, trace_result *result) {
  int status;
  while (waitpid(child, &status, 0) != child) {
    if (errno != EINTR) return errno;
  }
  note_end(status, result);
  return 0;
}

static int follow(pid_t first, trace_state *state) {
  int status;
  if (waitpid(first, &status, __WALL) != first || !WIFSTOPPED(status)) return ECHILD;
  long options = PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL | PTRACE_O_TRACECLONE |
                 PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
  if (ptrace(PTRACE_SETOPTIONS, first, 0, options) != 0) return errno;
  ptrace(PTRACE_CONT, first, 0, 0);
  while (1) {
    pid_t thread = waitpid(-first, &status, __WALL);
    if (thread < 0 && errno == EINTR) continue;
    if (thread < 0) return errno;
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      if (thread != first) continue;
      note_end(status, state->result);
      return 0;
    }
    int number = WSTOPSIG(status);
    if (status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)) {
      if (meet_call(thread, state)) {
        kill(first, SIGKILL);
        continue;
      }
      number = 0;
    } else if (status >> 16 != 0 || number == SIGSTOP || number == SIGTRAP) {
      number = 0;
    }
    ptrace(PTRACE_CONT, thread, 0, number);
  }
}

static int run_words(
    char *const *arguments, trace_state *state, char *output, long capacity) {
  int file = memfd_create("output", MFD_CLOEXEC);
  if (file < 0) return errno;
  pid_t child = fork();
  if (child < 0) {
    close(file);
    return errno;
  }
  if (child == 0) become(arguments, file, state->watched != NULL);
  setpgid(child, child);
  int failure = state->watched ? follow(child, state) : await(child, state->result);
  if (failure != 0) {
    kill(child, SIGKILL);
    waitpid(child, NULL, __WALL);
  }
  ssize_t size = output ? pread(file, output, (size_t)capacity, 0) : 0;
  state->result->output_size = size < 0 ? 0 : size;
  close(file);
  return failure;
}

int trace_run(
    const char *words, const char *watched, trace_plan plan, trace_result *result, char *output,
    long capacity) {
  int count = 0;
  for (const char *word = words; *word; word += strlen(word) + 1) count++;
  char **arguments = calloc((size_t)count + 1, sizeof *arguments);
  if (!arguments) return ENOMEM;
  int place = 0;
  for (const char *word = words; *word; word += strlen(word) + 1) arguments[place++] = (char *)word;
  *result = (trace_result){.call = -1, .exit_code = -1};
  trace_state state = {.watched = watched, .plan = plan, .result = result};
  int failure = run_words(arguments, &state, output, capacity);
  free(arguments);
  return failure;
}
