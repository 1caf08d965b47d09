// Included before everything when the SQLite binding is compiled for the fallback Electron (Node-API 9).
// The published headers leave out what is experimental there; this declares the one function that is needed. It makes
// node-addon-api put finalizers off until after the collection: without it the process aborts at the first one.
#pragma once
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
#include <js_native_api.h>

EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(napi_env env, napi_finalize finalize_cb,
                                                           void* finalize_data, void* finalize_hint);
EXTERN_C_END
