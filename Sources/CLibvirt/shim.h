#ifndef CLIBVIRT_SHIM_H
#define CLIBVIRT_SHIM_H

#include <stddef.h>
#include <sys/prctl.h>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

/* Names the calling thread as tools show it; the kernel cuts the name to 15 bytes. prctl is variadic, which Swift cannot
 * call. */
static inline void clibvirt_name_thread(const char *name)
{
    prctl(PR_SET_NAME, name);
}

/* virConnectDomainEventRegisterAny takes every callback as one generic function type, and the type that is really
 * called depends on the event id. Each pair of id and type is written once, here, so that Swift needs no bit casts. */

static inline int clibvirt_watch_lifecycle(virConnectPtr connection, virConnectDomainEventCallback callback,
                                           void *opaque, virFreeCallback release)
{
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                            VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int clibvirt_watch_reboot(virConnectPtr connection, virConnectDomainEventGenericCallback callback,
                                        void *opaque, virFreeCallback release)
{
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_REBOOT,
                                            VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int clibvirt_watch_device_added(virConnectPtr connection,
                                              virConnectDomainEventDeviceAddedCallback callback,
                                              void *opaque, virFreeCallback release)
{
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_DEVICE_ADDED,
                                            VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int clibvirt_watch_device_removed(virConnectPtr connection,
                                                virConnectDomainEventDeviceRemovedCallback callback,
                                                void *opaque, virFreeCallback release)
{
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED,
                                            VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int clibvirt_watch_device_removal_failed(virConnectPtr connection,
                                                       virConnectDomainEventDeviceRemovalFailedCallback callback,
                                                       void *opaque, virFreeCallback release)
{
    return virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED,
                                            VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

#endif
