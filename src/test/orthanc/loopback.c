/*
 * Loaded into Orthanc with LD_PRELOAD: whoever binds to all addresses gets 127.0.0.1 instead.
 *
 * Orthanc 1.10 has no setting for the addresses it listens on: RemoteAccessAllowed=false turns other machines away, but
 * only after they have connected. No header is included, so that any C compiler will do, with nothing else installed.
 */
extern void *dlsym(void *handle, const char *symbol);

#define NEXT ((void *)-1L)
#define INET 2
#define INET6 10

typedef int binder(int, const unsigned char *, unsigned);

int bind(int socket, const unsigned char *address, unsigned length) {
    static const unsigned char loopback[4] = {127, 0, 0, 1};
    unsigned char copy[128];
    binder *next = (binder *)dlsym(NEXT, "bind");
    unsigned i;
    unsigned family;
    if (length < 2 || length > sizeof copy) {
        return next(socket, address, length);
    }
    for (i = 0; i < length; i++) {
        copy[i] = address[i];
    }
    family = *(unsigned short *)copy;
    if (family == INET && length >= 8) {
        for (i = 0; i < 4; i++) {
            copy[4 + i] = loopback[i];
        }
    }
    if (family == INET6 && length >= 24) {
        for (i = 0; i < 16; i++) {
            copy[8 + i] = i == 15;
        }
    }
    return next(socket, copy, length);
}
