/* Wine 8 has no bcryptprimitives.dll, and every Windows program made by Rust since 1.78 asks it for random numbers.
   This stand-in passes the request on to the function that Wine has. For tests only. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    SystemFunction036(buffer, (ULONG)length);
    return TRUE;
}
