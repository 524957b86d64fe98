#include <stdio.h>
#include <stdlib.h>

static const char *origin(void) { return __FILE__; }

int main(int count, char **values) {
    printf("greet-c %s from %s\n", VERSION, origin());
    return count > 9 ? atoi(values[9]) : 0;
}
