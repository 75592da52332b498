#ifndef INIA_CDIGESTS_H
#define INIA_CDIGESTS_H
#endif
