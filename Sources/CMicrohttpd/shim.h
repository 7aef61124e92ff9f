#include <microhttpd.h>
#include <stdint.h>

/* Swift cannot call variadic functions; these call them with the options that winnow uses. */

/* Serves the listening socket from `threads` threads. `seconds` without any traffic close a
   connection; `memory` bounds what a connection holds of its request's head. */
static inline struct MHD_Daemon *
winnow_http_start (int listening, unsigned int threads, unsigned int connections,
                   size_t memory, unsigned int seconds,
                   MHD_AccessHandlerCallback answer,
                   MHD_NotifyConnectionCallback connection, void *context)
{
  return MHD_start_daemon (
    MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, answer, context,
    MHD_OPTION_LISTEN_SOCKET, (MHD_socket) listening,
    MHD_OPTION_THREAD_POOL_SIZE, threads,
    MHD_OPTION_CONNECTION_LIMIT, connections,
    MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory,
    MHD_OPTION_CONNECTION_TIMEOUT, seconds,
    MHD_OPTION_STRICT_FOR_CLIENT, 1,
    MHD_OPTION_NOTIFY_CONNECTION, connection, context,
    MHD_OPTION_END);
}

/* The connection's socket; -1 where there is none. */
static inline int
winnow_http_descriptor (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? (int) info->connect_fd : -1;
}

/* Swift renames the cases of the library's enumerations by rules of its own; these names stay. */
static const enum MHD_Result winnow_http_yes = MHD_YES;
static const enum MHD_Result winnow_http_no = MHD_NO;
static const enum MHD_ValueKind winnow_http_query = MHD_GET_ARGUMENT_KIND;
static const enum MHD_ValueKind winnow_http_fields = MHD_HEADER_KIND;
static const uint64_t winnow_http_unknown_size = MHD_SIZE_UNKNOWN;
static const enum MHD_ResponseMemoryMode winnow_http_copies = MHD_RESPMEM_MUST_COPY;
static const enum MHD_ConnectionNotificationCode winnow_http_begins = MHD_CONNECTION_NOTIFY_STARTED;
